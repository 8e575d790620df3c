// Generated from the Rust code tables by `cargo xtask generate`. Do not edit.

/** Every code that a page can see in a denial. */
export const CODES = [
  'argument.missing',
  'argument.type',
  'argument.too-many',
  'argument.header',
  'argument.raw-body',
  'command.no-acl',
  'command.rate',
  'path.empty',
  'path.not-text',
  'path.control-character',
  'path.too-long',
  'path.parent-component',
  'path.relative',
  'path.url',
  'path.device',
  'path.invalid-name',
  'path.trailing-separator',
  'path.unknown-base',
  'path.unsupported-platform',
  'path.outside-scope',
  'path.hidden',
  'url.empty',
  'url.not-text',
  'url.too-long',
  'url.control-character',
  'url.backslash',
  'url.relative',
  'url.slashes',
  'url.malformed',
  'url.host',
  'url.mixed-scripts',
  'url.port',
  'url.encoded-dots',
  'url.outside-scope',
  'url.credentials',
  'url.encoded-separator',
  'connect.failed',
  'connect.redirects',
  'request.header',
  'request.body',
  'response.too-long',
  'response.timeout',
  'response.broken',
  'value.invalid',
  'value.too-long',
  'value.control-character',
  'value.outside-scope',
  'open.special',
  'open.unsupported',
  'scope.empty',
  'scope.invalid',
  'record.unsettled',
] as const

/** Why a call was refused, as far as the page may know. */
export type Code = (typeof CODES)[number]

/** Every access that a command can ask for. */
export const ACCESSES = [
  'read',
  'write',
  'create',
  'truncate',
  'list',
  'metadata',
  'remove',
  'rename-from',
  'rename-to',
  'set-metadata',
] as const

/** What a command wants to do with a resource. */
export type Access = (typeof ACCESSES)[number]

/** Every remedy. */
export const REMEDIES = [
  'pick',
  'fix-input',
  'developer',
] as const

/** Who can do something about a refusal. */
export type Remedy = (typeof REMEDIES)[number]
