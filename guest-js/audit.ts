// SPDX-License-Identifier: Apache-2.0 OR MIT

import { Channel, invoke } from '@tauri-apps/api/core'
import type { DecisionRecord } from './decisions.js'

/**
 * One decision, as the audit log has it: as {@link DecisionRecord}, but for what the log's privacy takes out of it.
 *
 * @since 0.1.0
 */
export interface AuditDecision extends Omit<DecisionRecord, 'seq'> {
  readonly type: 'decision'
  /** The run of the app. */
  readonly run: string
  /** The decision's number in its run, from 1. */
  readonly n: number
  /** Microseconds since the run began, by a clock that is never set. */
  readonly mono: number
}

/**
 * Decisions that have no line of their own: they were too many that are alike.
 *
 * @since 0.1.0
 */
export interface AuditCount {
  readonly type: 'count'
  /** The run of the app. */
  readonly run: string
  readonly decision: DecisionRecord['decision']
  /** Absent where the caller had too many different ones. */
  readonly code?: string
  /** Absent where there were too many callers. */
  readonly window?: string
  readonly webview?: string
  readonly context?: DecisionRecord['context']
  /** Absent where the caller had too many different ones. */
  readonly command?: string
  /** How many decisions. */
  readonly count: number
  /** When the first of them was taken: in milliseconds since the Unix epoch. */
  readonly first: number
  /** And when the last. */
  readonly last: number
  /** Some of what they were about. */
  readonly sample?: readonly string[]
}

/**
 * A line of the log, with its number in it.
 *
 * @since 0.1.0
 */
export type AuditLine = (AuditDecision | AuditCount) & { readonly seq: number }

/**
 * Which lines are asked for; what is not given is not asked for.
 *
 * @since 0.1.0
 */
export interface AuditQuery {
  /** Not before: in milliseconds since the Unix epoch. */
  readonly since?: number
  /** Not after. */
  readonly until?: number
  readonly decision?: DecisionRecord['decision']
  /** A code, or with a dot at its end all that begin with it: `path.`. */
  readonly code?: string
  /** The label of a window. */
  readonly window?: string
  readonly command?: string
  /** The id that a denial has as `decision`: the decision itself, and what was decided later about the same value. */
  readonly id?: string
  /** How many lines at most: 100 if nothing is said, and never more than 1,000. */
  readonly limit?: number
  /** Only lines before the one of this number: {@link AuditPage.next} of the page before. */
  readonly beforeSeq?: number
}

/**
 * What {@link auditQuery} answers.
 *
 * @since 0.1.0
 */
export interface AuditPage {
  /** The lines, newest first. */
  readonly lines: readonly AuditLine[]
  /** Where there are more: what to ask for as {@link AuditQuery.beforeSeq}. Otherwise `null`. */
  readonly next: number | null
  /** How many lines could not be read. `cargo authority audit verify` says why. */
  readonly skipped: number
}

/**
 * Looks for decisions in the audit log of the running app, of earlier runs too, newest first.
 *
 * #### Security
 *
 * It shows the decisions of *all* windows, with patterns of scopes. It needs the permission `authority:audit`, which no default
 * set has. Grant it to a window that shows the app's own content only, and never to a remote origin.
 *
 * @example
 * ```typescript
 * import { auditQuery } from 'tauri-plugin-authority-api'
 *
 * let page = await auditQuery({ decision: 'deny', code: 'path.', limit: 50 })
 * while (page.next !== null) page = await auditQuery({ decision: 'deny', beforeSeq: page.next })
 * ```
 *
 * @param query Which lines.
 * @returns A page of them.
 *
 * @throws A string: the capability lacks the permission, the app keeps no log, or the log could not be read.
 *
 * @since 0.1.0
 */
export async function auditQuery(query?: AuditQuery): Promise<AuditPage> {
  return await invoke('plugin:authority|audit_query', { query: query ?? {} })
}

/**
 * What {@link auditSubscribe} hands on.
 *
 * @since 0.1.0
 */
export interface AuditEvent {
  /** The decision. It has no `seq`: it is told before it has its line. */
  readonly line: AuditDecision
  /** How many decisions before it were not told, since this page did not keep up. They are in the log, or counted there. */
  readonly missed: number
}

/**
 * Is told every decision from now on, of all windows. A page that is slow misses some, and is told how many; it keeps no decision
 * waiting. Permission and dangers are those of {@link auditQuery}.
 *
 * @example
 * ```typescript
 * import { auditSubscribe } from 'tauri-plugin-authority-api'
 *
 * const end = await auditSubscribe(({ line, missed }) => {
 *   if (missed > 0) console.warn(`${missed} decisions were not shown`)
 *   if (line.decision !== 'allow') console.log(line.window, line.command, line.code)
 * })
 * window.addEventListener('pagehide', () => void end())
 * ```
 *
 * @param told Is called for each decision. The next ones come as it returns, or as the promise that it returns is settled.
 * @returns A function that ends it.
 *
 * @throws A string: the capability lacks the permission, the app keeps no log, or this page has eight subscriptions already.
 *
 * @since 0.1.0
 */
export async function auditSubscribe(
  told: (event: AuditEvent) => void | Promise<void>
): Promise<() => Promise<void>> {
  const id = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  const channel = new Channel<AuditEvent>()
  let ended = false
  // One after the other, and each before the app is told that there is room: a slow page is sent no more than it asked for.
  let turn = Promise.resolve()
  channel.onmessage = (event) => {
    turn = turn.then(async () => {
      if (ended) return
      try {
        await told(event)
      } catch (error) {
        console.error(error)
      }
      await invoke('plugin:authority|audit_more', { id, read: 1 }).catch(() => undefined)
    })
  }
  await invoke('plugin:authority|audit_subscribe', { id, channel })
  return async () => {
    ended = true
    await invoke('plugin:authority|audit_unsubscribe', { id })
  }
}
