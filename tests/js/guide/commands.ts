import { caller } from 'tauri-plugin-authority-api'
import type { PathArgument } from 'tauri-plugin-authority-api'

interface Commands {
  read_note: { args: { note: PathArgument }; returns: string }
  list_vaults: { returns: string[] }
}

export const call = caller<Commands>()
