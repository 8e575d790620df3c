// SPDX-License-Identifier: Apache-2.0 OR MIT

import { invoke } from '@tauri-apps/api/core'
import type { Access, Code } from './bindings.js'
import type { Denied } from './error.js'

/**
 * One entry of a scope, as it stands in a capability.
 *
 * @since 0.1.0
 */
export interface DecisionEntry {
  /** Which list it stands in. */
  readonly list: 'allow' | 'deny'
  /**
   * How it came into the scope: on the command's own permission (`command`), under the plugin's permission
   * (`authority:scope`), by a permission without commands, in Tauri's global scope (`global`), or by the plugin, which keeps
   * every page from its log (`reserved`): then it stands in no capability, and its pattern begins with `$AUTHORITYLOG`.
   */
  readonly way: 'command' | 'authority:scope' | 'global' | 'reserved'
  /** Its place in that list, counted from 0, in the order that Tauri gives. */
  readonly index: number
  /** The pattern as it is written there: `$DOCUMENT/notes/**`. */
  readonly pattern: string
  /** The capability and the permission behind it. Absent where they are not known. */
  readonly origin?: string
}

/**
 * One decision, as the app's log has it. Everything here that the page did not send itself is more than a
 * {@link Denied | denial} would tell it.
 *
 * @since 0.1.0
 */
export interface DecisionRecord {
  /** Its place in the order of all decisions of this run of the app. Grows by one with each, so that a gap shows. */
  readonly seq: number
  /** Its id: what {@link Denied.decision} names. */
  readonly id: string
  /** Of a decision at opening: the id of the judgement that let the value through. */
  readonly parent?: string
  /** When: in milliseconds since the Unix epoch, as `Date` takes it. */
  readonly at: number
  /**
   * What was being done: admitting a call before the command's handler ran, judging an argument before its body ran, opening
   * what had been judged, listing a directory (one decision, however many children), following a redirect, connecting to the
   * addresses of a host, or reading its response. `told` is none of these: Tauri's own ACL refused the call, as the page says,
   * and nobody else heard of it. That is the page's word; the `code` is `acl.refused` where the app's policy agrees, else
   * `acl.unconfirmed`.
   */
  readonly stage: 'admit' | 'told' | 'judge' | 'open' | 'list' | 'redirect' | 'connect' | 'respond'
  /**
   * The verdict. An `error` is a call that could not be decided, and was therefore refused. A `report` is one that would have
   * been refused, and was not: its command is in report mode.
   */
  readonly decision: 'allow' | 'deny' | 'error' | 'report'
  /**
   * Why, finely: `allowed`, or a code of which the page's {@link Code} may be a coarser one (`path.denied` and `link.outside`
   * are both `path.outside-scope` to the page).
   */
  readonly code: string
  /** The label of the calling window. */
  readonly window: string
  /** The label of the calling webview in it. */
  readonly webview: string
  /**
   * Whose content called: the app's own, or that of another origin, by the URL pattern of the capability that let it in.
   */
  readonly context: 'local' | { readonly remote: string }
  /** The command that was called. */
  readonly command: string
  /** The argument that was judged, by its name in the call. Absent where the call was decided as a whole. */
  readonly argument?: string
  /** Where in the argument, counted from 0, outermost first. Absent unless it is a list or a tuple. */
  readonly index?: readonly number[]
  /** What the command asked to do with it. */
  readonly access: readonly Access[]
  /** `url`, or the kind of a value that the app declared itself, by the name of its key. Absent for a path. */
  readonly kind?: string
  /** By which method a URL was to be asked. Absent for everything else. */
  readonly method?: string
  /** The absolute path or the URL that was judged, or the value of the app's own kind. Absent where the argument did not become one. */
  readonly resource?: string
  /** What the page sent, where that is not the resource itself: at most 200 characters of it. */
  readonly asked?: string
  /** The entry that decided or, for a resource outside the scope, came nearest. Absent where there is none. */
  readonly entry?: DecisionEntry
  /** The first name in the resource that the nearest entry does not have. */
  readonly difference?: string
  /** Of a value that breaks a rule of its type: where in it, as `address.zip`. */
  readonly field?: string
  /** What is wrong with the scope or the call, in English, where that decided. It may change in any release. */
  readonly fault?: string
  /** Of a listing: how many children it named. */
  readonly shown?: number
  /** Of a listing: how many children it left out, because the caller's scope does not reach them. */
  readonly withheld?: number
}

/**
 * Exact totals since the app started. They go on when the oldest records have made way for newer ones.
 *
 * @since 0.1.0
 */
export interface DecisionCounts {
  /** How many were allowed. */
  readonly allowed: number
  /** How many were denied. */
  readonly denied: number
  /** How many could not be decided, and were therefore refused. */
  readonly errors: number
  /** How many would have been refused, and were not: their commands were in report mode. */
  readonly reported: number
}

/**
 * What {@link recentDecisions} answers.
 *
 * @since 0.1.0
 */
export interface RecentDecisions {
  /** The newest decisions, the newest first. */
  readonly decisions: readonly DecisionRecord[]
  /** Exact totals, over all windows. */
  readonly counts: DecisionCounts
}

/**
 * What {@link recentDecisions} can be asked for.
 *
 * @since 0.1.0
 */
export interface RecentDecisionsOptions {
  /** At most so many records, the newest ones: a whole number, not negative. All that are kept, if it is not given. */
  limit?: number
}

/**
 * Reads the decisions that the app keeps in memory: 1,000 unless its configuration says otherwise (`recentDecisions`).
 * Decisions of earlier runs are not among them.
 *
 * #### Security
 *
 * This shows what a denial hides: scope patterns, resolved paths and with them the name of the user, the calls of *all*
 * windows. It needs the permission `authority:allow-recent-decisions`, which no default set has. Grant it to a window
 * that shows the app's own content only, such as a developer's panel, and never to a remote origin.
 *
 * @example
 * ```typescript
 * import { recentDecisions } from 'tauri-plugin-authority-api'
 *
 * const { decisions, counts } = await recentDecisions({ limit: 20 })
 * console.log(`${counts.denied} refused so far`)
 * for (const it of decisions) console.log(new Date(it.at), it.decision, it.code, it.command, it.resource)
 * ```
 *
 * @param options How many to read.
 * @returns The newest decisions and the totals.
 *
 * @throws A string of Tauri's, not a {@link Denied}, in two cases: the window's capability lacks the permission
 * (`… not allowed …`, worded differently in debug and release builds), or `limit` is not a whole number from 0
 * (`invalid args …`). There are no codes to switch on; nothing was read.
 *
 * @since 0.1.0
 */
export async function recentDecisions(options?: RecentDecisionsOptions): Promise<RecentDecisions> {
  return await invoke('plugin:authority|recent_decisions', { limit: options?.limit })
}
