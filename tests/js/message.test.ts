// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CODES,
  IO_KINDS,
  REMEDIES,
  explain,
  messages,
  tauriRefusal
} from 'tauri-plugin-authority-api'
import type { Denied, Explanation, MessageKey, Messages } from 'tauri-plugin-authority-api'
import { bristling, denied, ioFailure, revoked, strangers } from './strangers.js'

const REASONS = ['not-allowed', 'not-found', 'invalid-args'] as const
const VALUES = ['command', 'argument', 'index', 'field', 'access', 'decision', 'kind']
const none = Object.fromEntries(VALUES.map((it) => [it, '']))

/** Every message says nothing but its values, each between marks. */
const marked = Object.fromEntries(
  Object.keys(messages).map((key) => [key, VALUES.map((it) => `<{${it}}>`).join('')])
) as Messages

describe('messages', () => {
  const keys: string[] = [
    ...CODES.map((code) => `authority.denied.${code}`),
    ...REMEDIES.map((remedy) => `authority.remedy.${remedy}`),
    ...IO_KINDS.map((kind) => `authority.io.${kind}`),
    ...REASONS.map((reason) => `authority.tauri.${reason}`)
  ]

  test('has a text for every code, remedy, io kind and reason, and no other', () => {
    assert.deepEqual(Object.keys(messages).sort(), keys.sort())
  })

  for (const [key, text] of Object.entries(messages)) {
    test(`${key} is a sentence with no values but known ones`, () => {
      assert.match(text, /^[A-Z{].*\.$/)
      for (const [, name = ''] of text.matchAll(/\{([^}]*)\}/g))
        assert.ok(VALUES.includes(name), name)
      const [, family = ''] = key.split('.')
      const has: Record<string, string[]> = {
        denied: ['command', 'argument', 'index', 'field', 'access', 'decision'],
        remedy: ['command', 'argument', 'index', 'field', 'access', 'decision'],
        io: ['kind'],
        tauri: key.endsWith('invalid-args') ? ['command', 'argument'] : ['command']
      }
      for (const [, name = ''] of text.matchAll(/\{([^}]*)\}/g))
        assert.ok(has[family]?.includes(name), `${name} would be empty`)
    })
  }

  test('says nothing twice', () => {
    assert.equal(new Set(Object.values(messages)).size, Object.keys(messages).length)
  })

  test('cannot be changed for everybody', () => {
    assert.ok(Object.isFrozen(messages))
  })

  test('has a type that a translation must fill, and may not exceed', () => {
    const { 'authority.remedy.pick': pick, ...rest } = messages
    // @ts-expect-error: a key is missing
    const less: Messages = rest
    // @ts-expect-error: there is no such key
    const more: Messages = { ...messages, 'authority.remedy.pray': 'Pray.' }
    // @ts-expect-error: a text is no number
    const wrong: Messages = { ...messages, 'authority.remedy.pick': 7 }
    const right: Messages = { ...messages, 'authority.remedy.pick': 'Wählen.' }
    assert.ok(pick && less && more && wrong && right)
  })
})

describe('explain', () => {
  for (const code of CODES) {
    test(`words ${code}`, () => {
      const it = explain({ ...denied, code, index: [3], field: 'zip' } satisfies Denied)
      assert.equal(it.key, `authority.denied.${code}`)
      assert.doesNotMatch(it.text, /[{}]|undefined|null/)
      assert.equal(
        it.text,
        messages[it.key]
          .replaceAll('{argument}{index}{field}', 'note[3].zip')
          .replaceAll('{command}', 'read_note')
      )
    })
  }

  for (const remedy of REMEDIES) {
    test(`says what to do: ${remedy}`, () => {
      const it = explain({ ...denied, remedy })
      assert.equal(it.remedy?.key, `authority.remedy.${remedy}`)
      assert.equal(
        it.remedy.text,
        messages[it.remedy.key].replace('{decision}', '8f2ac01d55e7b902')
      )
      assert.equal(it.remedy.values, it.values)
    })
  }

  test('gives the values of a denial', () => {
    const it = explain({ ...denied, access: ['write', 'create'], index: [0, 3] } satisfies Denied)
    assert.deepEqual(it.values, {
      command: 'read_note',
      argument: 'note',
      index: '[0][3]',
      field: '',
      access: 'write, create',
      decision: '8f2ac01d55e7b902',
      kind: ''
    })
    assert.equal(explain(denied).values.index, '')
    assert.equal(explain({ ...denied, index: [0] }).values.index, '[0]')
  })

  const fields: [field: string, written: string][] = [
    ['zip', '.zip'],
    ['address.zip', '.address.zip'],
    ['[0].zip', '[0].zip'],
    ['', ''],
    ['{decision}', '.{decision}']
  ]
  for (const [field, written] of fields) {
    test(`writes the field ${JSON.stringify(field)} as code would`, () => {
      const it = explain({ ...denied, argument: 'form', index: [3], field }, { messages: marked })
      assert.equal(it.values.field, written)
      assert.equal(it.text, `<read_note><form><[3]><${written}><read><8f2ac01d55e7b902><>`)
    })
  }

  for (const kind of IO_KINDS) {
    test(`words the io kind ${kind}`, () => {
      const it = explain({ ...ioFailure, kind })
      const key: MessageKey = `authority.io.${kind}`
      assert.deepEqual(it, {
        key,
        values: { ...none, kind },
        text: messages[key].replace('{kind}', kind)
      })
    })
  }

  test('words an io kind that it does not know as another', () => {
    for (const kind of ['in-another-castle', '', 'constructor', '__proto__', 'toString']) {
      const it = explain({ ...ioFailure, kind })
      assert.equal(it.key, 'authority.io.other')
      assert.equal(it.text, `The disk answered with an error (${kind}).`)
    }
  })

  const refusals: [text: string, key: MessageKey, told: string][] = [
    [
      'read_note not allowed on window "main", webview "main", URL: local\n\nallowed on: [windows: "secret", URL: local]\n\nreferenced by: capability: main, permission: allow-read-note',
      'authority.tauri.not-allowed',
      'This window may not call read_note.'
    ],
    [
      'Command plugin:fs|stat not allowed by ACL',
      'authority.tauri.not-allowed',
      'This window may not call plugin:fs|stat.'
    ],
    ['Command stat not found', 'authority.tauri.not-found', 'The app does not know stat.'],
    [
      'invalid args `limit` for command `stat`: secret',
      'authority.tauri.invalid-args',
      'The app sent something to stat that it does not take as limit.'
    ]
  ]
  for (const [text, key, told] of refusals) {
    test(`words ${JSON.stringify(text)}, as a string and as it was read`, () => {
      const it = explain(text)
      assert.deepEqual([it?.key, it?.text, it?.remedy], [key, told, undefined])
      assert.deepEqual(explain(tauriRefusal(text)), it)
    })
  }

  test('says nothing that is not in the fields that a denial always has', () => {
    const told = {
      ...denied,
      message: 'SECRET',
      detail: { pattern: 'SECRET' },
      resource: 'SECRET',
      kind: 'SECRET'
    }
    for (const code of CODES)
      for (const remedy of REMEDIES)
        assert.doesNotMatch(JSON.stringify(explain({ ...told, code, remedy })), /SECRET/)
    for (const kind of [...IO_KINDS, 'unheard-of']) {
      const io = { ...ioFailure, kind, message: 'SECRET', argument: 'SECRET', decision: 'SECRET' }
      assert.doesNotMatch(JSON.stringify(explain(io)), /SECRET/)
    }
    const text = 'stat not allowed. Permissions associated with this command: SECRET'
    assert.doesNotMatch(JSON.stringify(explain(text)), /SECRET/)
  })

  test('takes the text from other messages, and their values alone', () => {
    assert.equal(
      explain({ ...denied, index: [3] }, { messages: marked }).text,
      '<read_note><note><[3]><><read><8f2ac01d55e7b902><>'
    )
    const it: Explanation = explain(denied, { messages: marked })
    assert.equal(it.remedy?.text, '<read_note><note><><><read><8f2ac01d55e7b902><>')
    assert.equal(explain(ioFailure, { messages: marked }).text, '<><><><><><><not-found>')
    assert.equal(explain('Command a not found', { messages: marked })?.text, '<a><><><><><><>')
  })

  test('puts values in as they stand: braces and dollars in them are text', () => {
    const odd = { ...denied, argument: '{decision}', command: "$&$1$'{argument}" }
    assert.equal(
      explain(odd, { messages: marked }).text,
      `<$&$1$'{argument}><{decision}><><><read><8f2ac01d55e7b902><>`
    )
  })

  test('leaves names in braces alone that are no values', () => {
    const text = '{constructor} {__proto__} {toString} {message} {} { note }'
    const other = { ...messages, 'authority.denied.path.outside-scope': text }
    assert.equal(explain(denied, { messages: other }).text, text)
  })

  test('stays English where the other messages cannot be used', () => {
    const { text } = explain(denied)
    const hostile: unknown[] = [
      undefined,
      null,
      {},
      7,
      'text',
      { [explain(denied).key]: 7 },
      { [explain(denied).key]: null },
      bristling({}),
      revoked({})
    ]
    for (const it of hostile) assert.equal(explain(denied, { messages: it as Messages }).text, text)
    for (const it of [undefined, null, 7, bristling({}), revoked({})])
      assert.equal(explain(denied, it as object).text, text)
  })

  for (const [name, value] of strangers) {
    test(`has nothing to say about ${name}`, () => {
      assert.equal(explain(value), null)
    })
  }

  const refused = tauriRefusal('Command read_note not allowed by ACL')
  const odd: [name: string, value: unknown][] = [
    ['another type', { ...refused, type: 'tauri.allowed' }],
    ['an unknown reason', { ...refused, reason: 'why-not' }],
    ['a reason in an array', { ...refused, reason: ['not-allowed'] }],
    ['a command that is no string', { ...refused, command: 7 }],
    ['an argument that is no string', { ...refused, argument: 7 }],
    ['a message that is no string', { ...refused, message: undefined }],
    ['an access that throws', { ...denied, access: bristling([]) }],
    ['an index that throws', { ...denied, index: bristling([]) }],
    ['a field that is no string', { ...denied, field: ['zip'] }]
  ]
  for (const [name, value] of odd) {
    test(`has nothing to say about ${name}`, () => {
      assert.equal(explain(value), null)
    })
  }

  test('reads every field once, so that no second answer slips through', () => {
    const seen = new Map<PropertyKey, number>()
    const shifty = new Proxy<Record<PropertyKey, unknown>>(
      { ...denied },
      {
        get: (target, key) => {
          seen.set(key, (seen.get(key) ?? 0) + 1)
          return seen.get(key) === 1 ? target[key] : { toString: () => 'SECRET' }
        }
      }
    )
    assert.deepEqual(explain(shifty), explain(denied))
    let reads = 0
    const list = new Proxy(['read'], {
      get: (target, key, receiver): unknown => {
        if (key === '0' && ++reads > 1) return 'SECRET'
        return Reflect.get(target, key, receiver)
      }
    })
    assert.equal(explain({ ...denied, access: list })?.values.access, 'read')
  })

  test('knows a denial however its fields are kept', () => {
    for (const it of [
      Object.assign(new Error('refused'), denied),
      Object.assign(Object.create(null) as object, denied),
      Object.create(denied) as object,
      Object.freeze({ ...denied })
    ])
      assert.deepEqual(explain(it), explain(denied))
  })

  test('needs no check for null where the error is one of ours', () => {
    const texts: string[] = [explain(denied).text, explain(ioFailure).text]
    const unknown: unknown = denied
    // @ts-expect-error: it may be anything, so there may be nothing to say
    assert.ok(explain(unknown).text)
    // @ts-expect-error: options are an object
    assert.ok(explain(denied, messages['authority.remedy.pick']).text)
    assert.equal(texts.length, 2)
  })
})
