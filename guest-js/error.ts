// SPDX-License-Identifier: Apache-2.0 OR MIT

import { ACCESSES, CODES, REMEDIES } from './bindings.js'
import type { Access, Code, Remedy } from './bindings.js'

/**
 * A refusal by the plugin: what the promise of `invoke` rejects with when an argument of a guarded command was judged
 * and not let through, or when what it named turned out to be something else while it was opened.
 *
 * It says what helps the page and no more. It does not hold the scope's patterns, the path that was resolved, a user's
 * name, or whether anything exists outside the scope: a name that is missing there, one that is denied and one that was
 * never allowed are all `path.outside-scope`. All of that is in the app's log, under the id in {@link Denied.decision}.
 *
 * @since 0.1.0
 */
export interface Denied {
  /** Tells a denial from every other error. */
  readonly type: 'authority.denied'
  /** Why. Stable: switch on this, never on {@link Denied.message}. */
  readonly code: Code
  /** The command that was called: `read_note`. */
  readonly command: string
  /** The argument that was refused, by its name in the call: `note`. Empty where the call was refused as a whole. */
  readonly argument: string
  /**
   * Where in the argument, counted from 0, outermost first: `[3]` is the fourth element of a list. Absent unless the
   * argument is a list or a tuple.
   */
  readonly index?: readonly number[]
  /**
   * Where in the value: `address.zip` is the field `zip` of the field `address`. Absent unless what was judged has fields,
   * and one of them is at fault.
   */
  readonly field?: string
  /** What the command asked to do with it. */
  readonly access: readonly Access[]
  /**
   * Who can do something about it: the person, by choosing another file or place (`pick`); the page, by sending something
   * else (`fix-input`); only the app's developer (`developer`).
   */
  readonly remedy: Remedy
  /** The id of the decision, under which the app's log tells the rest. Show it where people report problems. */
  readonly decision: string
  /** One sentence in English, for people and for logs. It may change in any release. */
  readonly message: string
  /**
   * What the log knows: the entry that decided or came nearest, and what differs. Present only while the app's
   * configuration says `"explain": true`, which is for development, since it tells the page what lies outside its scope.
   * For reading, not for code: its fields may change in any release.
   */
  readonly detail?: Readonly<Record<string, unknown>>
}

/**
 * A failure of the disk, after the argument was judged and let through: a file in scope that is missing, a full disk.
 * Not a verdict: whether the page may use the path was already answered with yes.
 *
 * @since 0.1.0
 */
export interface IoFailure {
  /** Tells an io failure from every other error. */
  readonly type: 'authority.io'
  /**
   * What kind, in kebab-case after Rust's `std::io::ErrorKind`: `not-found`, `already-exists`, `permission-denied`,
   * `is-a-directory`, … Not a closed list, since Rust's is not.
   */
  readonly kind: string
  /** One sentence in English, for people and for logs. It may change in any release. */
  readonly message: string
}

/**
 * Whether `error` is a refusal by the plugin; narrows it to {@link Denied}.
 *
 * It looks at the shape and at nothing else, so it also knows a denial that was copied, stored or posted to a worker. It
 * takes anything and never throws. It answers `true` only if every field is what {@link Denied} says, so a `switch` over
 * `error.code` can be exhaustive.
 *
 * It answers `false` to
 * - Tauri's own refusals, which are strings: the page's capability lacks the command as such, and no argument was judged;
 * - a disk that failed: see {@link isIoFailure};
 * - a denial whose shape the app changed with `Builder::map_denial`, or by wrapping it in an error type of its own;
 * - a code that this version of the package does not know. Keep the versions of package and crate equal.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { isDenied } from 'tauri-plugin-authority-api'
 *
 * try {
 *   await invoke('read_note', { note: path })
 * } catch (error) {
 *   if (!isDenied(error)) throw error
 *   switch (error.remedy) {
 *     case 'pick':
 *       return askForAnotherFile()
 *     case 'fix-input':
 *       return markField(error.argument, error.message)
 *     case 'developer':
 *       return showProblem(`Please report this as ${error.decision}.`)
 *   }
 * }
 * ```
 *
 * @param error Whatever was caught.
 * @returns `true` for a denial. Never throws.
 *
 * @since 0.1.0
 */
export function isDenied(error: unknown): error is Denied {
  return hasShape(
    error,
    (it) =>
      it['type'] === 'authority.denied' &&
      isOneOf(CODES, it['code']) &&
      isString(it['command']) &&
      isString(it['argument']) &&
      isAbsentOr(it['index'], isIndex) &&
      isAbsentOr(it['field'], isString) &&
      isListOf(it['access'], isAccess) &&
      isOneOf(REMEDIES, it['remedy']) &&
      isString(it['decision']) &&
      isString(it['message']) &&
      isAbsentOr(it['detail'], isPlainObject)
  )
}

/**
 * Whether `error` is a failure of the disk that the plugin passed on; narrows it to {@link IoFailure}.
 *
 * Like {@link isDenied} it looks at the shape alone, takes anything and never throws. It answers `false` where the app
 * puts such failures into an error type of its own.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { isIoFailure } from 'tauri-plugin-authority-api'
 *
 * try {
 *   return await invoke<string>('read_note', { note: path })
 * } catch (error) {
 *   if (isIoFailure(error) && error.kind === 'not-found') return ''
 *   throw error
 * }
 * ```
 *
 * @param error Whatever was caught.
 * @returns `true` for an io failure. Never throws.
 *
 * @since 0.1.0
 */
export function isIoFailure(error: unknown): error is IoFailure {
  return hasShape(
    error,
    (it) => it['type'] === 'authority.io' && isString(it['kind']) && isString(it['message'])
  )
}

/** Whether `value` is an object that passes `test`. One that throws when it is read (a getter, a proxy) is none of ours. */
function hasShape(
  value: unknown,
  test: (it: Readonly<Record<string, unknown>>) => boolean
): boolean {
  try {
    return isPlainObject(value) && test(value)
  } catch {
    return false
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isAccess(value: unknown): boolean {
  return isOneOf(ACCESSES, value)
}

function isIndex(value: unknown): boolean {
  return isListOf(value, (step) => Number.isSafeInteger(step) && Number(step) >= 0)
}

function isOneOf(names: readonly unknown[], value: unknown): boolean {
  return names.includes(value)
}

function isAbsentOr(value: unknown, test: (value: unknown) => boolean): boolean {
  return value === undefined || test(value)
}

/** Holes count as `undefined`, which `every` would pass over. */
function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && Array.from<unknown>(value).every(test)
}
