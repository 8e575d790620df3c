import { useEffect, useState } from 'react'
import { explain } from 'tauri-plugin-authority-api'
import type { Explanation } from 'tauri-plugin-authority-api'
import { call } from './commands.js'

/** The text of a note, or why there is none. Neither, while it is being read. */
export function useNote(path: string): { text?: string; problem?: Explanation } {
  const [state, setState] = useState<{ text?: string; problem?: Explanation }>({})
  useEffect(() => {
    let current = true
    setState({})
    void call('read_note', { note: path }).then((note) => {
      if (current) setState(note.ok ? { text: note.value } : { problem: explain(note.error) })
    })
    return () => {
      current = false
    }
  }, [path])
  return state
}
