// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isNotAllowed, tauriRefusal } from 'tauri-plugin-authority-api'
import type { TauriRefusal } from 'tauri-plugin-authority-api'
import { denied, ioFailure, strangers } from './strangers.js'

const references = 'referenced by: capability: main, permission: allow-read-note'

/**
 * Every form in which tauri 2.12.5 refuses a call that its ACL does not allow, by the name of the command in it. From
 * `Webview::on_message` (release) and `RuntimeAuthority::resolve_access_message` (debug); the form with `[origin]` stands
 * there too, behind a condition that never holds.
 */
const forms: [name: string, text: (command: { whole: string; pretty: string }) => string][] = [
  ['in a release build', ({ whole }) => `Command ${whole} not allowed by ACL`],
  [
    'denied on the local origin',
    ({ pretty }) => `${pretty} explicitly denied on origin local\n\n${references}`
  ],
  [
    'denied on a remote origin',
    ({ pretty }) =>
      `${pretty} explicitly denied on origin remote: https://example.org/a?b=c\n\n${references} || capability: other, permission: deny-read-note`
  ],
  [
    'granted to another window',
    ({ pretty }) =>
      `${pretty} not allowed on window "main", webview "main", URL: local\n\nallowed on: [windows: "vault", "vault-*", webviews: "side", URL: local], [windows: "x", URL: https://*.example.org/*]\n\n${references}`
  ],
  [
    'granted to nothing',
    ({ pretty }) =>
      `${pretty} not allowed on window "main", webview "main", URL: https://example.org/\n\ncommand not allowed on any window/webview/URL context\n\nreferenced by: `
  ],
  [
    'granted to another origin',
    ({ pretty }) =>
      `${pretty} not allowed on origin [remote: https://example.org/]. Please create a capability that has this origin on the context field.\n\nFound matches for: - context: [local], ${references}\n\nCommand not found`
  ],
  ['of an unknown command', ({ pretty }) => `${pretty} not allowed. Command not found`],
  ['of an unknown plugin', ({ pretty }) => `${pretty} not allowed. Plugin not found`],
  [
    'with the permissions that would help',
    ({ pretty }) =>
      `${pretty} not allowed. Permissions associated with this command: allow-read-note, default`
  ]
]

const commands = [
  { whole: 'read_note', pretty: 'read_note' },
  { whole: 'plugin:fs|stat', pretty: 'fs.stat' },
  { whole: 'plugin:fs', pretty: 'fs.' }
]

/** Texts that are not Tauri's, however near they come. */
const near = [
  'Command not allowed by ACL',
  'Command  not allowed by ACL',
  'Command to delete is not allowed by ACL',
  'Command read_note not allowed by ACL.',
  'Command read_note is not allowed by ACL',
  ' Command read_note not allowed by ACL',
  'Error: Command read_note not allowed by ACL',
  'command read_note not allowed by acl',
  'Command read_note not allowed by ACL\nCommand read_note not allowed by ACL',
  'Command\u00a0read_note not allowed by ACL',
  'read_note not allowed',
  'read_note not allowed.',
  'read_note not allowed. Command not found.',
  'read_note not allowed. Ask somebody else',
  'you are not allowed. Command not found',
  ' not allowed. Command not found',
  'read_note\nx not allowed. Command not found',
  'read_note explicitly denied on origin local',
  'read_note explicitly denied on origin elsewhere\n\nreferenced by: x',
  'read_note not allowed on window "main"',
  'read_note not allowed on window "ma"in", webview "main", URL: local\n\nallowed on: ',
  'read_note not allowed on window "main", webview "main", URL: local\n\nbecause',
  'read_note not allowed on origin [mars]. Please create a capability that has this origin on the context field.',
  'allowed',
  'forbidden path: /etc/passwd',
  'Command read_note not found.',
  'Command not found',
  'plugin not found',
  'the plugin fs not found',
  'invalid args',
  'invalid args `limit` for command `x`',
  'invalid args `limit` for command ``: y',
  'invalid args `limit` for command `"x`: y',
  'Invalid args `limit` for command `x`: y',
  'there were invalid args `limit` for command `x`: y'
]

describe('isNotAllowed', () => {
  for (const command of commands) {
    for (const [name, text] of forms) {
      test(`knows a refusal ${name}, of ${command.whole}`, () => {
        assert.equal(isNotAllowed(text(command)), true)
        assert.equal(isNotAllowed(text(command), command.whole), true)
      })
      test(`holds it against no other command: ${name}, of ${command.whole}`, () => {
        for (const other of ['read', 'read_notes', 'note', 'plugin:fs|st', 'plugin:f|stat', ''])
          assert.equal(isNotAllowed(text(command), other), false, other)
      })
    }
  }

  test('knows a command of any name, if it is told the name', () => {
    for (const whole of ['', ' ', 'a b', 'a not allowed. b', 'a\n\nb', '.*', '$&', '(']) {
      for (const [, text] of forms)
        assert.equal(isNotAllowed(text({ whole, pretty: whole }), whole), true, whole)
      assert.equal(isNotAllowed('Command x not allowed by ACL', whole), false, whole)
    }
  })

  test('reads a text from its beginning, whatever the command is called', () => {
    assert.equal(isNotAllowed('12345678a Command b not allowed by ACL', 'a Command b'), false)
  })

  test('takes a plugin command apart as Tauri does', () => {
    const odd = 'plugin:fs|stat|more'
    assert.equal(isNotAllowed('fs.stat not allowed. Plugin not found', odd), true)
    assert.equal(isNotAllowed(`Command ${odd} not allowed by ACL`, odd), true)
    assert.equal(isNotAllowed('Command stat not allowed by ACL', 'plugin:fs|stat'), false)
    assert.equal(isNotAllowed('fs.stat not allowed. Plugin not found', 'fs'), false)
  })

  for (const text of near) {
    test(`does not take for one: ${JSON.stringify(text)}`, () => {
      assert.equal(isNotAllowed(text), false)
      assert.equal(isNotAllowed(text, 'read_note'), false)
    })
  }

  test('does not take for one what Tauri says of a command that it allowed', () => {
    assert.equal(isNotAllowed('Command read_note not found'), false)
    assert.equal(isNotAllowed('invalid args `note` for command `read_note`: missing'), false)
  })

  test('narrows to a string', () => {
    const tell = (error: unknown): string => {
      if (isNotAllowed(error)) return error.toUpperCase()
      // @ts-expect-error: it may be anything
      return String(error.message)
    }
    assert.equal(tell('Command a not allowed by ACL'), 'COMMAND A NOT ALLOWED BY ACL')
    assert.equal(tell(denied), denied.message)
  })
})

describe('tauriRefusal', () => {
  const refusals: [text: string, command: string, expected: Partial<TauriRefusal>][] = [
    [
      'Command plugin:fs|stat not allowed by ACL',
      'plugin:fs|stat',
      { reason: 'not-allowed', command: 'plugin:fs|stat' }
    ],
    [
      'fs.stat not allowed. Command not found',
      'plugin:fs|stat',
      { reason: 'not-allowed', command: 'fs.stat' }
    ],
    ['Command stat not found', 'plugin:fs|stat', { reason: 'not-found', command: 'stat' }],
    ['Command read_note not found', 'read_note', { reason: 'not-found', command: 'read_note' }],
    ['plugin fs not found', 'plugin:fs|stat', { reason: 'not-found', command: 'plugin:fs' }],
    [
      'invalid args `limit` for command `recent_decisions`: invalid value: integer `-1`, expected usize',
      'plugin:authority|recent_decisions',
      { reason: 'invalid-args', command: 'recent_decisions', argument: 'limit' }
    ],
    [
      'invalid args `note` for command `"read"`: it was renamed',
      'read',
      { reason: 'invalid-args', command: 'read', argument: 'note' }
    ]
  ]
  for (const [text, command, expected] of refusals) {
    test(`reads ${JSON.stringify(text)}`, () => {
      const whole = { type: 'tauri.refused', ...expected, message: text }
      assert.deepEqual(tauriRefusal(text), whole)
      assert.deepEqual(tauriRefusal(text, command), { ...whole, command })
      assert.equal(tauriRefusal(text, 'another'), null)
      assert.equal(tauriRefusal(text, 'plugin:another|other'), null)
    })
  }

  test('looks for no plugin in the refusal of a command that has none', () => {
    assert.equal(tauriRefusal('plugin fs not found', 'fs'), null)
    assert.equal(tauriRefusal('plugin null not found', 'null'), null)
  })

  for (const text of near) {
    test(`reads nothing from ${JSON.stringify(text)}`, () => {
      assert.equal(tauriRefusal(text), null)
    })
  }

  for (const [name, value] of [
    ...strangers,
    ['a denial', denied] as const,
    [
      'a denial that says what Tauri says',
      { ...denied, message: 'Command a not allowed by ACL' }
    ] as const,
    ['an io failure', ioFailure] as const
  ]) {
    test(`reads nothing from ${name}`, () => {
      assert.equal(tauriRefusal(value), null)
      assert.equal(tauriRefusal(value, 'read_note'), null)
      assert.equal(isNotAllowed(value), false)
    })
  }

  test('is not thrown off by a command that is no string', () => {
    for (const [, command] of strangers) {
      if (typeof command === 'string') continue
      // A page in plain JavaScript may send it.
      assert.equal(tauriRefusal('read_note not found', command as string), null)
      assert.equal(isNotAllowed('Command a not allowed by ACL', command as string), true)
    }
  })

  test('takes no long time over a long text', () => {
    const long = 100_000
    const texts = [
      'Command '.repeat(long),
      `Command ${'a'.repeat(long)} not allowed by AC`,
      `x not allowed on window "${'", webview "'.repeat(long)}`,
      `x not allowed on window "a", webview "b", URL: ${'a'.repeat(long)}`,
      `x not allowed on origin [remote: ${']. Please '.repeat(long)}`,
      `x not allowed on origin [remote: ${']'.repeat(long)}`,
      `invalid args \`${'` for command `'.repeat(long)}`,
      `invalid args \`${'a'.repeat(long)}`,
      `invalid args \`a\` for command \`${'"'.repeat(long)}`,
      '\n'.repeat(long)
    ]
    const start = performance.now()
    for (const text of texts) assert.equal(tauriRefusal(text), null)
    assert.ok(performance.now() - start < 2000)
  })
})
