import { invoke } from '@tauri-apps/api/core'
import { isDenied, isIoFailure, isNotAllowed } from 'tauri-plugin-authority-api'

/** The text of a note. It is empty where the note is not there yet, and where the page asked for another place. */
export async function readNote(note: string, askAgain: () => void): Promise<string> {
  try {
    return await invoke<string>('read_note', { note })
  } catch (error) {
    if (isIoFailure(error) && error.kind === 'not-found') return ''
    if (isNotAllowed(error, 'read_note')) return 'This window has no notes.'
    if (!isDenied(error) || error.remedy !== 'pick') throw error
    askAgain()
    return ''
  }
}
