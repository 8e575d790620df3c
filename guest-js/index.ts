// SPDX-License-Identifier: Apache-2.0 OR MIT

/**
 * The page's side of `tauri-plugin-authority`, which judges the paths that a page hands to an app's commands before the
 * commands' bodies run.
 *
 * There is nothing to call before a guarded command: `invoke` it as ever. What this package adds is knowing a refusal
 * when one is caught ({@link isDenied}), and, for a window that is trusted with it, reading which decisions were taken
 * ({@link recentDecisions}).
 *
 * For the person at the screen, {@link explain} words a refusal, in English or by a translation of the {@link messages}.
 * {@link call} is `invoke` with a result in place of the refusals that it would throw, and {@link caller} gives it the types
 * of an app's commands. {@link fetch} is the web's `fetch`, to the URLs that a capability names. {@link header} writes a judged argument beside a body of bytes. {@link tauriRefusal} and {@link isNotAllowed} know Tauri's own refusals, as far as their text goes.
 *
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { isDenied } from 'tauri-plugin-authority-api'
 *
 * try {
 *   console.log(await invoke<string>('read_note', { note: '/home/ada/Documents/notes/a.md' }))
 * } catch (error) {
 *   if (!isDenied(error)) throw error
 *   console.warn(error.code, error.message, error.decision)
 * }
 * ```
 *
 * It is also there as `window.__TAURI__.authority` when `app.withGlobalTauri` in `tauri.conf.json` is `true`.
 *
 * ## Security
 *
 * Nothing in this package protects anything: page code that leaves it out, or calls `window.__TAURI_INTERNALS__` by
 * itself, meets the same judgement in Rust and gets no further. What a window may reach is written in its capabilities:
 *
 * ```json
 * {
 *   "identifier": "main",
 *   "windows": ["main"],
 *   "permissions": [
 *     "core:default",
 *     {
 *       "identifier": "allow-read-note",
 *       "allow": [{ "path": "$DOCUMENT/notes/**" }],
 *       "deny": [{ "path": "$DOCUMENT/notes/private/**" }]
 *     }
 *   ]
 * }
 * ```
 *
 * Here `read_note` may be called with anything, and its body sees files under `notes` only, without those under
 * `private`. A deny wins over every allow, and without an entry the answer is no. In an app whose commands have no
 * permissions of their own, the same is said under the plugin's:
 *
 * ```json
 * {
 *   "identifier": "authority:scope",
 *   "allow": [{ "command": "read_note", "windows": ["main"], "path": "$DOCUMENT/notes/**" }],
 *   "deny": [{ "command": "read_note", "windows": ["main"], "path": "$DOCUMENT/notes/private/**" }]
 * }
 * ```
 *
 * A refusal tells the page its code, the argument, a remedy and an id, and keeps to itself the patterns, the resolved
 * path and whether anything exists outside the scope. {@link recentDecisions} shows all of that, for all windows, and so
 * needs a permission that no default set has: `authority:allow-recent-decisions`.
 *
 * @module
 */

export { auditQuery, auditSubscribe } from './audit.js'
export type {
  AuditCount,
  AuditDecision,
  AuditEvent,
  AuditLine,
  AuditPage,
  AuditQuery
} from './audit.js'
export { ACCESSES, CODES, REMEDIES } from './bindings.js'
export type { Access, Code, Remedy } from './bindings.js'
export { recentDecisions } from './decisions.js'
export type {
  DecisionCounts,
  DecisionEntry,
  DecisionRecord,
  RecentDecisions,
  RecentDecisionsOptions
} from './decisions.js'
export { IO_KINDS, messages } from './english.js'
export type { IoKind, MessageKey, Messages } from './english.js'
export { isDenied, isIoFailure } from './error.js'
export type { Denied, IoFailure } from './error.js'
export { fetch } from './fetch.js'
export type { FetchInit, FetchProgress } from './fetch.js'
export { header } from './header.js'
export { call, caller } from './invoke.js'
export type { CallFailure, Caller, CallResult, CommandMap } from './invoke.js'
export { explain } from './message.js'
export type { Explained, ExplainOptions, Explanation, Message, MessageValues } from './message.js'
export type { PathArgument } from './path.js'
export { isNotAllowed, tauriRefusal } from './refusal.js'
export type { NotAllowed, TauriRefusal } from './refusal.js'
