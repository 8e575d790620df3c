import { call, header } from 'tauri-plugin-authority-api'
import type { CallResult, PathArgument } from 'tauri-plugin-authority-api'

/** Saves bytes as they are, without a detour over JSON. */
export async function saveNote(note: PathArgument, bytes: Uint8Array): Promise<CallResult<void>> {
  return await call<void>('save_note', bytes, { headers: { note: header(note) } })
}
