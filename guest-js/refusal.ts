// SPDX-License-Identifier: Apache-2.0 OR MIT

/**
 * A refusal by Tauri itself, read from its text: no argument was judged, the plugin was not asked, and its log has
 * nothing about it.
 *
 * @since 0.1.0
 */
export interface TauriRefusal {
  /** Tells it from a denial and from an io failure. */
  readonly type: 'tauri.refused'
  /**
   * What Tauri refused:
   * - `not-allowed`: the capabilities of this window do not let it call the command;
   * - `not-found`: the app has no such command, or no such plugin;
   * - `invalid-args`: an argument that is not judged, of a type that the command does not take.
   */
  readonly reason: 'not-allowed' | 'not-found' | 'invalid-args'
  /**
   * The command: as the caller of {@link tauriRefusal} spelt it or, if it was not given, as the text does, which may be
   * `plugin:fs|stat`, `fs.stat`, `stat` or, for a plugin that is missing, `plugin:fs`.
   */
  readonly command: string
  /** The argument, of `invalid-args`. Absent in the others. */
  readonly argument?: string
  /** All of the text, as Tauri worded it. For logs: a debug build names windows, capabilities and permissions in it. */
  readonly message: string
}

/**
 * A {@link TauriRefusal} of a command that this window's capabilities do not let it call.
 *
 * @since 0.1.0
 */
export type NotAllowed = TauriRefusal & { readonly reason: 'not-allowed' }

/**
 * Reads a refusal by Tauri itself from what was caught.
 *
 * **By its text, and as well as that goes.** Tauri rejects with bare strings and gives no codes, so there is nothing else
 * to go by. The wordings are those of tauri 2.12.5; another version may word them differently, and then the answer is
 * `null`. An error of the app's own that is worded the same cannot be told apart: give the `command` that was called, and
 * only a text that names this command counts. Use the answer to word a message, not to decide what is safe.
 *
 * Denials are objects, and no object is ever read as text here: {@link isDenied} knows them by their shape.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { tauriRefusal } from 'tauri-plugin-authority-api'
 *
 * try {
 *   await invoke('read_note', { note: path })
 * } catch (error) {
 *   if (tauriRefusal(error, 'read_note')?.reason === 'not-found') console.warn('Is it in generate_handler?')
 *   throw error
 * }
 * ```
 *
 * @param error Whatever was caught.
 * @param command The command that was called, as it was given to `invoke`.
 * @returns The refusal, or `null` for everything else.
 *
 * @throws Nothing, whatever it is given.
 *
 * @since 0.1.0
 */
export function tauriRefusal(error: unknown, command?: string): TauriRefusal | null {
  if (typeof error !== 'string') return null
  const names = typeof command === 'string' ? spellings(command) : ANY
  const found = notAllowed(error, names) ?? notFound(error, names) ?? invalidArgs(error, names)
  return (
    found && {
      type: 'tauri.refused',
      ...found,
      command: names.whole ?? found.command,
      message: error
    }
  )
}

/**
 * Whether `error` is Tauri's own word that this window may not call a command at all; narrows it to the string it is.
 *
 * Read from the text, and best-effort: see {@link tauriRefusal}, which this is the most common question to.
 *
 * @example
 * ```typescript
 * import { invoke } from '@tauri-apps/api/core'
 * import { isNotAllowed } from 'tauri-plugin-authority-api'
 *
 * try {
 *   await invoke('read_note', { note: path })
 * } catch (error) {
 *   if (!isNotAllowed(error, 'read_note')) throw error
 *   hideNotes()
 * }
 * ```
 *
 * @param error Whatever was caught.
 * @param command The command that was called: a text that names another one does not count then.
 * @returns `true` for such a refusal.
 *
 * @throws Nothing, whatever it is given.
 *
 * @since 0.1.0
 */
export function isNotAllowed(error: unknown, command?: string): error is string {
  return tauriRefusal(error, command)?.reason === 'not-allowed'
}

/** How Tauri spells the command in its texts, as far as it is known. */
interface Names {
  /** As it was called: `plugin:fs|stat`. */
  readonly whole?: string
  /** In debug builds: `fs.stat`. */
  readonly pretty?: string
  /** Without its plugin: `stat`. */
  readonly bare?: string
  /** The plugin, or nothing that a text could name. */
  readonly plugin?: string | null
}

interface Found {
  readonly reason: TauriRefusal['reason']
  readonly command: string
  readonly argument?: string
}

const ANY: Names = {}

/** As tauri's `Webview::on_message` takes a command apart. */
function spellings(whole: string): Names {
  if (!whole.startsWith('plugin:')) return { whole, pretty: whole, bare: whole, plugin: null }
  const [plugin = '', bare = ''] = whole.slice('plugin:'.length).split('|')
  return { whole, pretty: `${plugin}.${bare}`, bare, plugin }
}

/** A name at the start of a text, and what follows it. A name that is not known is a word. */
function named(text: string, name: string | null | undefined): [name: string, tail: string] | null {
  if (name === null) return null
  const found = name ?? /^\S+/.exec(text)?.[0]
  return found !== undefined && text.startsWith(found) ? [found, text.slice(found.length)] : null
}

/** What follows `prefix` in a text that begins with it. */
function after(prefix: string, text: string): string | null {
  return text.startsWith(prefix) ? text.slice(prefix.length) : null
}

/**
 * What follows the name in a debug build: every form of tauri's `RuntimeAuthority::resolve_access_message`. Anchored, and
 * without a repetition in a repetition, so that a long text takes no long time.
 */
const DEBUG_TAILS = [
  /^ explicitly denied on origin (?:local|remote: \S+)\n\nreferenced by: /,
  /^ not allowed on window "[^"\n]*", webview "[^"\n]*", URL: \S+\n\n(?:allowed on: |command not allowed on any )/,
  /^ not allowed on origin \[(?:local|remote: \S+)\]\. Please create a capability that has this origin /,
  /^ not allowed\. (?:(?:Command|Plugin) not found$|Permissions associated with this command: )/
]

function notAllowed(text: string, names: Names): Found | null {
  const rest = after('Command ', text)
  const released = rest === null ? null : named(rest, names.whole)
  if (released?.[1] === ' not allowed by ACL')
    return { reason: 'not-allowed', command: released[0] }
  const debug = named(text, names.pretty)
  if (debug === null || !DEBUG_TAILS.some((it) => it.test(debug[1]))) return null
  return { reason: 'not-allowed', command: debug[0] }
}

function notFound(text: string, names: Names): Found | null {
  const ofCommand = after('Command ', text)
  const command = ofCommand === null ? null : named(ofCommand, names.bare)
  if (command?.[1] === ' not found') return { reason: 'not-found', command: command[0] }
  const ofPlugin = after('plugin ', text)
  const plugin = ofPlugin === null ? null : named(ofPlugin, names.plugin)
  if (plugin?.[1] !== ' not found') return null
  return { reason: 'not-found', command: `plugin:${plugin[0]}` }
}

/** The command is in quotes of its own where it was renamed in Rust: `"stat"`. */
const INVALID_ARGS = /^invalid args `([^`\n]*)` for command `("?)([^`"\n]+)\2`: /

function invalidArgs(text: string, names: Names): Found | null {
  const [, argument, , command] = INVALID_ARGS.exec(text) ?? []
  if (argument === undefined || command === undefined) return null
  if (command !== (names.bare ?? command)) return null
  return { reason: 'invalid-args', command, argument }
}
