// SPDX-License-Identifier: Apache-2.0 OR MIT

import type { BaseDirectory } from '@tauri-apps/api/path'

/**
 * What a page may send for a path argument of a guarded command.
 *
 * - a string: an absolute path, `/home/ada/Documents/notes/a.md`;
 * - an object: a `path` relative to a base directory, as callers of the fs plugin know it. `baseDir` is the number that
 *   `BaseDirectory` of `@tauri-apps/api/path` gives; without it, `path` must be absolute.
 *
 * Either way the result is one absolute path, and that is judged: a base directory opens nothing that the same path,
 * written out, would not. The text is taken as it stands. `$DOCUMENT` and `~` are ordinary characters in it, nothing is
 * percent-decoded, and these are refused rather than repaired: an empty path, a `..` component, a control character, a
 * `file://` URL, a path that is relative without `baseDir`.
 *
 * The type is for the page's own comfort. It is not what protects the app: the Rust side trusts nothing that it is sent.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { BaseDirectory } from '@tauri-apps/api/path'
 * import type { PathArgument } from 'tauri-plugin-authority-api'
 *
 * const note: PathArgument = { path: 'notes/a.md', baseDir: BaseDirectory.Document }
 * const text = await invoke<string>('read_note', { note })
 * ```
 *
 * @since 0.1.0
 */
export type PathArgument =
  | string
  | {
      /** An absolute path, or one relative to `baseDir`. */
      path: string
      /** The directory that `path` starts from. */
      baseDir?: BaseDirectory
    }
