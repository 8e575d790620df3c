// SPDX-License-Identifier: Apache-2.0 OR MIT

// Tauri's own mocks of the IPC, in Node as in a frame of the WebView.

import { mockIPC } from '@tauri-apps/api/mocks'

export { clearMocks, mockIPC } from '@tauri-apps/api/mocks'

// Node has no window, which the mocks hang themselves on.
if (!('window' in globalThis)) Object.assign(globalThis, { window: globalThis })

/** Answers each call with `value`. */
export function answering(value: unknown): void {
  mockIPC(() => value)
}

/** Rejects each call with `error`, as it is. */
export function rejecting(error: unknown): void {
  mockIPC(() => {
    throw error
  })
}

/** Answers each call with `result`, and gives what was called as it would arrive in Rust: as JSON. */
export function calls(result: () => unknown): unknown[] {
  const seen: unknown[] = []
  mockIPC((command, args) => {
    seen.push([command, JSON.parse(JSON.stringify(args))])
    return result()
  })
  return seen
}

/** Every call from now on with all that `invoke` is given, headers included, which `mockIPC` does not hand on. */
export function recorded(): unknown[] {
  const seen: unknown[] = []
  mockIPC(() => undefined)
  const internals = (globalThis as unknown as { __TAURI_INTERNALS__: { invoke: unknown } })
    .__TAURI_INTERNALS__
  internals.invoke = (...it: unknown[]): void => void seen.push(it)
  return seen
}
