import { shallowRef, watchEffect } from 'vue'
import type { ShallowRef } from 'vue'
import { explain } from 'tauri-plugin-authority-api'
import type { Explanation } from 'tauri-plugin-authority-api'
import { call } from './commands.js'

/** The text of a note, or why there is none. Neither, while it is being read. */
export function useNote(path: () => string): {
  text: ShallowRef<string | null>
  problem: ShallowRef<Explanation | null>
} {
  const text = shallowRef<string | null>(null)
  const problem = shallowRef<Explanation | null>(null)
  watchEffect(async (onCleanup) => {
    let current = true
    onCleanup(() => {
      current = false
    })
    text.value = problem.value = null
    const note = await call('read_note', { note: path() })
    if (!current) return
    if (note.ok) text.value = note.value
    else problem.value = explain(note.error)
  })
  return { text, problem }
}
