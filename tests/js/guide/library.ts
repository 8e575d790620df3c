import { explain } from 'tauri-plugin-authority-api'

/** As i18next, vue-i18n and others have it. */
type Translate = (key: string, values: Record<string, string>) => string

/** What to tell the person about an error, or `null` where it is none of these. */
export function problem(error: unknown, t: Translate): string | null {
  const it = explain(error)
  return (
    it &&
    [it, it.remedy]
      .map((part) => part && t(part.key, part.values))
      .join(' ')
      .trim()
  )
}
