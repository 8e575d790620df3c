// SPDX-License-Identifier: Apache-2.0 OR MIT

import { invoke } from '@tauri-apps/api/core'
import type { InvokeArgs, InvokeOptions } from '@tauri-apps/api/core'
import { isDenied, isIoFailure } from './error.js'
import type { Denied, IoFailure } from './error.js'
import { tauriRefusal } from './refusal.js'
import type { NotAllowed } from './refusal.js'

/**
 * A call that came to nothing, in one of the three ways that a page should be ready for.
 *
 * @since 0.1.0
 */
export type CallFailure =
  | {
      readonly ok: false
      /** The plugin refused an argument. */
      readonly why: 'denied'
      readonly error: Denied
    }
  | {
      readonly ok: false
      /** The argument was let through, and the disk failed. */
      readonly why: 'io'
      readonly error: IoFailure
    }
  | {
      readonly ok: false
      /** Tauri let this window not call the command at all. Known by the text, best-effort: see {@link tauriRefusal}. */
      readonly why: 'not-allowed'
      readonly error: NotAllowed
    }

/**
 * What {@link call} answers: the value, or why there is none. Its `error` can be given to {@link explain} as it is.
 *
 * @since 0.1.0
 */
export type CallResult<T> = { readonly ok: true; readonly value: T } | CallFailure

/**
 * Calls a command like `invoke` of `@tauri-apps/api/core`, and gives a refusal back instead of throwing it.
 *
 * A refusal is something that a page expects and answers to. What it cannot expect stays an exception: the app's own
 * errors, a command that does not exist, an argument of the wrong type.
 *
 * @example
 * ```typescript
 * import { call, explain } from 'tauri-plugin-authority-api'
 *
 * const note = await call<string>('read_note', { note: path })
 * if (note.ok) show(note.value)
 * else if (note.why === 'io' && note.error.kind === 'not-found') show('')
 * else warn(explain(note.error).text)
 * ```
 *
 * @param command The command to call.
 * @param args Its arguments.
 * @param options Headers of the request.
 * @returns The value, or a denial, an io failure or Tauri's word that this window may not call the command.
 *
 * @throws Every other error, just as it was rejected with.
 *
 * @since 0.1.0
 */
export async function call<T>(
  command: string,
  args?: InvokeArgs,
  options?: InvokeOptions
): Promise<CallResult<T>> {
  try {
    return { ok: true, value: await invoke<T>(command, args, options) }
  } catch (error) {
    if (isDenied(error)) return { ok: false, why: 'denied', error }
    if (isIoFailure(error)) return { ok: false, why: 'io', error }
    const refusal = tauriRefusal(error, command)
    if (refusal?.reason !== 'not-allowed') throw error
    tellOfRefusal(command)
    return { ok: false, why: 'not-allowed', error: { ...refusal, reason: refusal.reason } }
  }
}

/**
 * Tauri tells no plugin what its own ACL refuses. The page can, where it has the permission `authority:allow-acl-refused`; the app
 * asks its policy again and records whether that agrees. Without the permission nothing comes of it.
 */
function tellOfRefusal(command: string): void {
  invoke('plugin:authority|acl_refused', { command }).catch(() => undefined)
}

/**
 * What an app's commands take and return, by their names. Write it as an interface of the app's own; `args` may be left
 * out of a command that takes none.
 *
 * @example
 * ```typescript
 * import type { PathArgument } from 'tauri-plugin-authority-api'
 *
 * interface Commands {
 *   read_note: { args: { note: PathArgument }; returns: string }
 *   list_vaults: { returns: string[] }
 * }
 * ```
 *
 * @since 0.1.0
 */
export type CommandMap<C> = {
  readonly [K in keyof C]: { readonly args?: object; readonly returns: unknown }
}

/** What follows the command in a call: arguments that are all optional may be left out. */
type Rest<Command> = Command extends { readonly args: infer Args extends object }
  ? object extends Args
    ? [args?: Args, options?: InvokeOptions]
    : [args: Args, options?: InvokeOptions]
  : [args?: Readonly<Record<string, never>>, options?: InvokeOptions]

/**
 * {@link call}, for the commands in `C` only, each with its own arguments and its own value.
 *
 * @since 0.1.0
 */
export type Caller<C extends CommandMap<C>> = <K extends keyof C & string>(
  command: K,
  ...rest: Rest<C[K]>
) => Promise<CallResult<C[K]['returns']>>

/**
 * {@link call} with the types of an app's commands. At run time it is `call` and nothing more: the types check what the
 * page's own code writes, and the Rust side checks what arrives.
 *
 * @example
 * ```typescript
 * import { caller } from 'tauri-plugin-authority-api'
 * import type { PathArgument } from 'tauri-plugin-authority-api'
 *
 * interface Commands {
 *   read_note: { args: { note: PathArgument }; returns: string }
 * }
 * const call = caller<Commands>()
 *
 * const note = await call('read_note', { note: path })
 * if (note.ok) console.log(note.value.length)
 * ```
 *
 * @returns The typed function. It throws what {@link call} throws.
 *
 * @throws Nothing itself.
 *
 * @since 0.1.0
 */
export function caller<C extends CommandMap<C>>(): Caller<C> {
  return async (command, ...[args, options]) => await call(command, args as InvokeArgs, options)
}
