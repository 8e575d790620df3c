// SPDX-License-Identifier: Apache-2.0 OR MIT

// What the snippets of docs/page.md use of frameworks, typed as those type it. No framework is installed for them.

declare module 'react' {
  export function useState<S>(initial: S): [state: S, set: (next: S) => void]
  export function useEffect(
    effect: () => (() => void) | undefined,
    dependencies: readonly unknown[]
  ): void
}

declare module 'vue' {
  export interface ShallowRef<T> {
    value: T
  }
  export function shallowRef<T>(value: T): ShallowRef<T>
  export function watchEffect(
    effect: (onCleanup: (cleanup: () => void) => void) => void
  ): () => void
}

interface Window {
  readonly __TAURI__: { readonly authority: typeof import('tauri-plugin-authority-api') }
}
