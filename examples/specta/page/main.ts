import { BaseDirectory } from '@tauri-apps/api/path'
import { explain, isDenied } from 'tauri-plugin-authority-api'
import { commands } from './bindings.js'
import type { AuthorityError, PathArgument } from './bindings.js'

/** What tauri-specta makes of a command that returns a `Result`. */
type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: AuthorityError }

const below = (path: string): PathArgument => ({ path, baseDir: BaseDirectory.AppData })

function show(id: string, answer: Answer<string | number | string[]>): void {
  const element = document.getElementById(id)
  if (element === null) return
  element.dataset['state'] = answer.status
  element.textContent = answer.status === 'ok' ? String(answer.data) : problem(answer.error)
}

/** The type says that it is a denial or an io failure. Tauri's own refusals arrive here too: `explain` knows them. */
function problem(error: AuthorityError): string {
  if (isDenied(error)) return `Refused: ${error.code}. ${explain(error).text}`
  return explain(error)?.text ?? String(error)
}

show('read', await commands.readNote(below('notes/hello.md')))
show('refused', await commands.readNote(below('elsewhere.md')))
show('missing', await commands.readNote(below('notes/missing.md')))
show('count', await commands.countWords([below('notes/hello.md'), below('notes/hello.md')]))
show('copy', await commands.copyNote([below('notes/hello.md'), below('elsewhere-too.md')]))
show('list', await commands.listNotes(below('notes')))
show('nothing', await commands.listNotes(null))
document.body.dataset['ready'] = 'true'
