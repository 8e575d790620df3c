import { explain, messages } from 'tauri-plugin-authority-api'
import type { Messages } from 'tauri-plugin-authority-api'

const german: Messages = {
  ...messages, // leave this line out, and a missing key is a type error
  'authority.denied.path.outside-scope':
    'Der Pfad in {argument}{index}{field} liegt nicht dort, wo dieses Fenster lesen darf.',
  'authority.remedy.pick': 'Bitte eine andere Datei wählen.'
}

/** What to tell the person about an error, or `null` where it is none of these. */
export function problem(error: unknown): string | null {
  const it = explain(error, { messages: german })
  return it && [it.text, it.remedy?.text].join(' ').trim()
}
