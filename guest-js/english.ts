// SPDX-License-Identifier: Apache-2.0 OR MIT

import type { Code, Remedy } from './bindings.js'
import type { TauriRefusal } from './refusal.js'

/**
 * The kinds of io failure that have a message of their own. Every other kind is told as `other`.
 *
 * @since 0.1.0
 */
export const IO_KINDS = [
  'already-exists',
  'crosses-devices',
  'directory-not-empty',
  'file-too-large',
  'interrupted',
  'invalid-data',
  'invalid-filename',
  'is-a-directory',
  'not-a-directory',
  'not-found',
  'out-of-memory',
  'permission-denied',
  'quota-exceeded',
  'read-only-filesystem',
  'resource-busy',
  'stale-network-file-handle',
  'storage-full',
  'timed-out',
  'unexpected-eof',
  'unsupported',
  'other'
] as const

/**
 * A kind of io failure that has a message of its own.
 *
 * @since 0.1.0
 */
export type IoKind = (typeof IO_KINDS)[number]

/**
 * What a message is known by. A key keeps its meaning; later versions may add keys.
 *
 * @since 0.1.0
 */
export type MessageKey =
  | `authority.denied.${Code}`
  | `authority.remedy.${Remedy}`
  | `authority.io.${IoKind}`
  | `authority.tauri.${TauriRefusal['reason']}`

/**
 * One text for each key, with the names of {@link MessageValues} in braces where a value goes: `{argument}`. Being without
 * a key is a type error, and so is a key that there is not.
 *
 * @since 0.1.0
 */
export type Messages = Readonly<Record<MessageKey, string>>

/**
 * The English messages: what {@link explain} takes where it is given no others, and what a translator starts from.
 *
 * @example
 * ```typescript
 * import { messages, type Messages } from 'tauri-plugin-authority-api'
 *
 * // The keys that are left out stay English. Without the first line, leaving one out does not compile.
 * const german: Messages = {
 *   ...messages,
 *   'authority.remedy.pick': 'Bitte eine andere Datei oder einen anderen Ort wählen.'
 * }
 * ```
 *
 * @since 0.1.0
 */
export const messages: Messages = /* @__PURE__ */ Object.freeze<Messages>({
  'authority.denied.argument.missing':
    'The app did not say which {argument}{index}{field} it means.',
  'authority.denied.argument.type':
    'The app sent something else as {argument}{index}{field} than {command} takes.',
  'authority.denied.argument.too-many':
    'The app sent too many values at once as {argument}{index}{field}.',
  'authority.denied.argument.header':
    'The app did not send {argument}{index}{field} in the form that it has in a header.',
  'authority.denied.argument.raw-body': 'The app sent bytes to {command}, which takes arguments.',
  'authority.denied.command.no-acl': 'The app does not say who may call {command}, so nobody may.',
  'authority.denied.command.rate': 'This window has asked too often. Please wait a moment.',
  'authority.denied.path.empty': 'There is no path in {argument}{index}{field}.',
  'authority.denied.path.not-text': 'The path in {argument}{index}{field} is not text.',
  'authority.denied.path.control-character':
    'The path in {argument}{index}{field} has an invisible control character in it.',
  'authority.denied.path.too-long':
    'The path in {argument}{index}{field}, or one name in it, is too long for this system.',
  'authority.denied.path.parent-component':
    'The path in {argument}{index}{field} has ".." in it. It must say where it really leads.',
  'authority.denied.path.relative':
    'The path in {argument}{index}{field} does not say where it starts.',
  'authority.denied.path.url': 'There is a URL in {argument}{index}{field} where a path is needed.',
  'authority.denied.path.device': 'The path in {argument}{index}{field} does not name a file.',
  'authority.denied.path.invalid-name':
    'A name in the path in {argument}{index}{field} cannot be used here.',
  'authority.denied.path.trailing-separator':
    'The path in {argument}{index}{field} ends in a separator, and must not here.',
  'authority.denied.path.unknown-base':
    'This system has no such directory as the path in {argument}{index}{field} starts from.',
  'authority.denied.path.unsupported-platform':
    'The app cannot judge paths on this system yet, so it uses none.',
  'authority.denied.path.outside-scope':
    'The path in {argument}{index}{field} is outside the places that this window may use for it.',
  'authority.denied.path.hidden':
    'A name in the path in {argument}{index}{field} begins with a dot, and such names may not be used here.',
  'authority.denied.url.empty': 'There is no address in {argument}{index}{field}.',
  'authority.denied.url.not-text': 'The address in {argument}{index}{field} is not text.',
  'authority.denied.url.too-long': 'The address in {argument}{index}{field} is too long.',
  'authority.denied.url.control-character':
    'The address in {argument}{index}{field} has a space or an invisible control character in it.',
  'authority.denied.url.backslash':
    'The address in {argument}{index}{field} has a backslash in it. It must be a slash.',
  'authority.denied.url.relative':
    'The address in {argument}{index}{field} does not say where it starts, as "https://" does.',
  'authority.denied.url.slashes':
    'The address in {argument}{index}{field} must have two slashes behind its beginning, as in "https://".',
  'authority.denied.url.malformed': 'What was given for {argument}{index}{field} is no address.',
  'authority.denied.url.host':
    'The address in {argument}{index}{field} names no server that there could be.',
  'authority.denied.url.mixed-scripts':
    'The address in {argument}{index}{field} mixes letters of several scripts, as forged addresses do.',
  'authority.denied.url.port': 'The port in the address in {argument}{index}{field} cannot be.',
  'authority.denied.url.encoded-dots':
    'The address in {argument}{index}{field} hides where it really leads.',
  'authority.denied.url.outside-scope':
    'The address in {argument}{index}{field} is not among those that this window may use for it.',
  'authority.denied.url.credentials':
    'The address in {argument}{index}{field} has a name or password in it, and must not here.',
  'authority.denied.url.encoded-separator':
    'The address in {argument}{index}{field} has an escaped slash in it, and must not here.',
  'authority.denied.connect.failed':
    'No connection could be made to the address in {argument}{index}{field}.',
  'authority.denied.connect.redirects':
    'The address in {argument}{index}{field} leads on to other addresses without an end.',
  'authority.denied.request.header':
    'The request to the address in {argument}{index}{field} has a header that it must not have.',
  'authority.denied.request.body':
    'What was to be sent to the address in {argument}{index}{field} cannot be sent a second time.',
  'authority.denied.response.too-long':
    'The address in {argument}{index}{field} answered with more than may be read.',
  'authority.denied.response.timeout':
    'The answer from the address in {argument}{index}{field} stopped coming.',
  'authority.denied.response.broken':
    'The answer from the address in {argument}{index}{field} broke off, or cannot be read.',
  'authority.denied.value.invalid': 'What was given for {argument}{index}{field} is not valid.',
  'authority.denied.value.too-long': 'The text in {argument}{index}{field} is too long.',
  'authority.denied.value.control-character':
    'The text in {argument}{index}{field} has an invisible control character in it.',
  'authority.denied.value.outside-scope':
    'What was given for {argument}{index}{field} is not among what this window may use for it.',
  'authority.denied.open.special':
    'What {argument}{index}{field} names is a device, a pipe or a socket, not a file.',
  'authority.denied.open.unsupported': 'The app cannot open files safely on this system yet.',
  'authority.denied.scope.empty':
    'No place is open to this window for {argument}{index}{field} of {command}.',
  'authority.denied.scope.invalid': 'The app is not set up correctly for {command}.',
  'authority.denied.record.unsettled': 'The app cannot keep its log, and does nothing without it.',

  'authority.remedy.pick': 'Please choose another file, place or address.',
  'authority.remedy.fix-input': 'Please correct the input and try again.',
  'authority.remedy.developer':
    'Only the developer of the app can change this. Please report it as {decision}.',

  'authority.io.already-exists': 'There is something of that name already.',
  'authority.io.crosses-devices': 'It cannot be moved to another disk.',
  'authority.io.directory-not-empty': 'The directory is not empty.',
  'authority.io.file-too-large': 'The file is too large.',
  'authority.io.interrupted': 'It was interrupted. Please try again.',
  'authority.io.invalid-data': 'The content is not of the kind that was expected.',
  'authority.io.invalid-filename': 'The disk does not take that name.',
  'authority.io.is-a-directory': 'It is a directory, not a file.',
  'authority.io.not-a-directory': 'It is not a directory.',
  'authority.io.not-found': 'It does not exist.',
  'authority.io.out-of-memory': 'There is not enough memory.',
  'authority.io.permission-denied': 'The system does not permit it.',
  'authority.io.quota-exceeded': 'Your share of the disk is full.',
  'authority.io.read-only-filesystem': 'Nothing can be written there.',
  'authority.io.resource-busy': 'It is in use.',
  'authority.io.stale-network-file-handle': 'The network drive is no longer there as it was.',
  'authority.io.storage-full': 'The disk is full.',
  'authority.io.timed-out': 'It took too long.',
  'authority.io.unexpected-eof': 'The file ended too early.',
  'authority.io.unsupported': 'The system or the disk cannot do that.',
  'authority.io.other': 'The disk answered with an error ({kind}).',

  'authority.tauri.not-allowed': 'This window may not call {command}.',
  'authority.tauri.not-found': 'The app does not know {command}.',
  'authority.tauri.invalid-args':
    'The app sent something to {command} that it does not take as {argument}.'
})
