// SPDX-License-Identifier: Apache-2.0 OR MIT

// What Tauri hangs on the window of an app with `withGlobalTauri`, as far as the tests and the snippets use it.

interface Window {
  readonly __TAURI__: { readonly authority: typeof import('tauri-plugin-authority-api') }
}
