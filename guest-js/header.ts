// SPDX-License-Identifier: Apache-2.0 OR MIT

/**
 * Writes a judged argument for a header of the call, where the body of the call is bytes.
 *
 * `invoke` sends either named arguments or bytes. A command that takes bytes can take its judged arguments from headers, each
 * under the argument's name. A header holds ASCII only, so the value is sent as JSON, percent-encoded: any path survives,
 * and no value can end its header and begin another.
 *
 * The Rust side decodes it and judges what it finds. Text that was not written by this function is refused there.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { header } from 'tauri-plugin-authority-api'
 *
 * const bytes = new TextEncoder().encode('# Today')
 * await invoke('save_note', bytes, { headers: { note: header('/home/ada/Documents/notes/ä.md') } })
 * ```
 *
 * @param value What would stand for the argument in a call without bytes: a path, a {@link PathArgument}, a list of them.
 * @returns The text of the header, in printable ASCII.
 *
 * @throws `TypeError` for what JSON cannot say: a function, `undefined`, a `bigint`, an object that contains itself.
 *
 * @since 0.2.0
 */
export function header(value: string | number | boolean | object | null): string {
  const json: unknown = JSON.stringify(value)
  if (typeof json !== 'string') throw new TypeError('a header takes a value that JSON can say')
  return encodeURIComponent(json)
}
