// SPDX-License-Identifier: Apache-2.0 OR MIT

import { IO_KINDS, messages as english } from './english.js'
import type { IoKind, MessageKey, Messages } from './english.js'
import { isDenied, isIoFailure } from './error.js'
import type { Denied, IoFailure } from './error.js'
import { tauriRefusal } from './refusal.js'
import type { TauriRefusal } from './refusal.js'

/**
 * What can stand in a message, as text. A value that the error does not have is empty.
 *
 * - `command`: the command that was called;
 * - `argument`: the argument that was refused;
 * - `index`: where in it, as it is written in code and counted from 0: `[3]`, `[0][3]`;
 * - `field`: which field of the value, as it is written in code after the argument: `.address.zip`;
 * - `access`: what the command asked to do, separated by commas: `write, create`;
 * - `decision`: the id under which the app's log tells the rest;
 * - `kind`: of an io failure, its kind.
 *
 * These are names and ids. They are not translated, and they are text: put them into a page as text, never as HTML.
 *
 * @since 0.1.0
 */
export type MessageValues = Readonly<
  Record<'command' | 'argument' | 'index' | 'field' | 'access' | 'decision' | 'kind', string>
>

/**
 * One message for a person.
 *
 * @since 0.1.0
 */
export interface Message {
  /** The key to translate by. */
  readonly key: MessageKey
  /** The values to put into the translation. */
  readonly values: MessageValues
  /** The text, with the values in it: in English, or in the language of the messages that were given. */
  readonly text: string
}

/**
 * What happened and, for a denial, what to do about it.
 *
 * @since 0.1.0
 */
export interface Explanation extends Message {
  /** What to do about it. Absent unless it is a denial: nothing else says who could help. */
  readonly remedy?: Message
}

/**
 * How {@link explain} words it.
 *
 * @since 0.1.0
 */
export interface ExplainOptions {
  /** The messages to take the text from. English, if they are not given. */
  messages?: Messages
}

/**
 * What {@link explain} has to say about an `E`: for what is known to be one of ours, never `null`.
 *
 * @since 0.1.0
 */
export type Explained<E> = E extends Denied | IoFailure | TauriRefusal
  ? Explanation
  : Explanation | null

/**
 * Words a refusal, or a failure of the disk, for the person at the screen.
 *
 * The text is made of the code and of the {@link MessageValues}, and of nothing else: not of `message`, which is for
 * logs and may change in any release, and not of `detail`. So it says no more than a denial does, also where the app's
 * configuration says `"explain": true`.
 *
 * It takes anything. A refusal by Tauri itself it knows by its text ({@link tauriRefusal}). Whatever else it is given is
 * not ours to explain, and gets `null`.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { explain } from 'tauri-plugin-authority-api'
 *
 * try {
 *   await invoke('read_note', { note: path })
 * } catch (error) {
 *   const it = explain(error)
 *   if (it === null) throw error
 *   status.textContent = [it.text, it.remedy?.text].join(' ')
 * }
 * ```
 *
 * @param error Whatever was caught, or the `error` of a {@link CallResult}.
 * @param options Other messages than the English ones.
 * @returns The explanation, or `null` for an error that is none of those.
 *
 * @throws Nothing, whatever it is given.
 *
 * @since 0.1.0
 */
export function explain<E>(error: E, options?: ExplainOptions): Explained<E>
export function explain(error: unknown, options?: ExplainOptions): Explanation | null {
  const it = known(error)
  if (it === null) return null
  const values = valuesOf(it)
  const message = (key: MessageKey): Message => ({
    key,
    values,
    text: textOf(key, values, options)
  })
  switch (it.type) {
    case 'authority.denied':
      return {
        ...message(`authority.denied.${it.code}`),
        remedy: message(`authority.remedy.${it.remedy}`)
      }
    case 'authority.io':
      return message(`authority.io.${isIoKind(it.kind) ? it.kind : 'other'}`)
    case 'tauri.refused':
      return message(`authority.tauri.${it.reason}`)
  }
}

/** The error, as a copy that can be read again without surprises: from here on, no code of a stranger's runs. */
function known(error: unknown): Denied | IoFailure | TauriRefusal | null {
  try {
    if (typeof error !== 'object' || error === null) return tauriRefusal(error)
    const it: unknown = Array.isArray(error)
      ? null
      : copy(error as Readonly<Record<string, unknown>>)
    return isDenied(it) || isIoFailure(it) || isTauriRefusal(it) ? it : null
  } catch {
    return null
  }
}

/** Reads each field once. */
function copy(it: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    type: it['type'],
    code: it['code'],
    command: it['command'],
    argument: it['argument'],
    index: listed(it['index']),
    field: it['field'],
    access: listed(it['access']),
    remedy: it['remedy'],
    decision: it['decision'],
    kind: it['kind'],
    reason: it['reason'],
    message: it['message']
  }
}

function listed(value: unknown): unknown {
  return Array.isArray(value) ? Array.from<unknown>(value) : value
}

const REASONS: readonly unknown[] = ['not-allowed', 'not-found', 'invalid-args']

function isTauriRefusal(it: unknown): it is TauriRefusal {
  const { type, reason, command, argument, message } = it as Readonly<Record<string, unknown>>
  return (
    type === 'tauri.refused' &&
    REASONS.includes(reason) &&
    typeof command === 'string' &&
    (argument === undefined || typeof argument === 'string') &&
    typeof message === 'string'
  )
}

function isIoKind(kind: string): kind is IoKind {
  return (IO_KINDS as readonly string[]).includes(kind)
}

function valuesOf(it: Denied | IoFailure | TauriRefusal): MessageValues {
  const none = {
    command: '',
    argument: '',
    index: '',
    field: '',
    access: '',
    decision: '',
    kind: ''
  }
  switch (it.type) {
    case 'authority.denied': {
      const { command, argument, decision } = it
      const index = (it.index ?? []).map((step) => `[${step}]`).join('')
      const field = fieldOf(it.field)
      return { ...none, command, argument, index, field, access: it.access.join(', '), decision }
    }
    case 'authority.io':
      return { ...none, kind: it.kind }
    case 'tauri.refused':
      return { ...none, command: it.command, argument: it.argument ?? '' }
  }
}

/** As it would be written in code, after the argument: a list in the value has its bracket already. */
function fieldOf(field = ''): string {
  return field === '' || field.startsWith('[') ? field : `.${field}`
}

/** The text of `key` with its values. Braces in a value are text, and so is a name in braces that is no value's. */
function textOf(
  key: MessageKey,
  values: MessageValues,
  options: ExplainOptions | undefined
): string {
  const given = new Map(Object.entries(values))
  return template(key, options).replace(
    /\{(\w+)\}/g,
    (whole, name: string) => given.get(name) ?? whole
  )
}

/** What a page in plain JavaScript hands in may lack a text: English is better than none. */
function template(key: MessageKey, options: ExplainOptions | undefined): string {
  try {
    const text: unknown = options?.messages?.[key]
    return typeof text === 'string' ? text : english[key]
  } catch {
    return english[key]
  }
}
