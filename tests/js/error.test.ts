// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ACCESSES, CODES, REMEDIES, isDenied, isIoFailure } from 'tauri-plugin-authority-api'
import type { Code, Remedy } from 'tauri-plugin-authority-api'
import { denied, ioFailure } from './strangers.js'

/** `base` with one field that cannot be read. */
function withGetter(base: object, field: string): object {
  return Object.defineProperty({ ...base }, field, {
    enumerable: true,
    get: () => {
      throw new Error(`${field} was read`)
    }
  })
}

/** A proxy whose every trap throws. */
function bristling(target: object): object {
  const traps = new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('trapped')
      }
    }
  )
  return new Proxy(target, traps)
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** What no guard may take for anything, and none may throw at. */
const strangers: [name: string, value: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['true', true],
  ['a number', 42],
  ['not a number', NaN],
  ['a big integer', 10n],
  ['a symbol', Symbol('authority.denied')],
  ['an empty string', ''],
  ['the type alone', 'authority.denied'],
  ['a denial still in JSON', JSON.stringify(denied)],
  ['a refusal of Tauri in a debug build', 'read_note not allowed. Command not found'],
  ['a refusal of Tauri in a release build', 'Command read_note not allowed by ACL'],
  ['an Error', new Error('authority.denied')],
  ['an empty object', {}],
  ['an object without a prototype', Object.create(null)],
  ['an empty array', []],
  ['an array of denials', [denied]],
  ['an array with the fields of a denial', Object.assign([], denied)],
  ['an array with the fields of an io failure', Object.assign([], ioFailure)],
  ['a function with the fields of a denial', Object.assign(() => undefined, denied)],
  ['a function with the fields of an io failure', Object.assign(() => undefined, ioFailure)],
  ['a denial in another object', { error: denied }],
  ['a promise', Promise.resolve(denied)],
  ['a proxy whose traps throw', bristling(denied)],
  ['a proxy of an array whose traps throw', bristling([])],
  ['a revoked proxy', revoked(denied)],
  ['a revoked proxy of an array', revoked([])],
  [
    'a proxy that answers everything with a function',
    new Proxy({}, { get: () => () => undefined })
  ],
  [
    'a proxy that answers everything with itself',
    new Proxy({}, { get: (_, __, it: unknown) => it })
  ],
  [
    'a proxy that answers everything with the type',
    new Proxy({}, { get: () => 'authority.denied' })
  ]
]

describe('isDenied', () => {
  const accepted: [name: string, value: unknown][] = [
    ['the least denial', denied],
    ['one after a round through JSON', JSON.parse(JSON.stringify(denied))],
    ['one that was cloned', structuredClone(denied)],
    ['a frozen one', Object.freeze({ ...denied })],
    ['one without a prototype', Object.assign(Object.create(null), denied)],
    ['one that is an Error too', Object.assign(new Error('refused'), denied)],
    ['one behind a proxy that lets everything through', new Proxy({ ...denied }, {})],
    ['an element of a list', { ...denied, index: [3] }],
    ['an element of a list in a tuple', { ...denied, index: [0, 3] }],
    ['an index that is there but undefined', { ...denied, index: undefined }],
    ['a field of a value', { ...denied, field: 'address.zip' }],
    ['a field that is there but undefined', { ...denied, field: undefined }],
    ['every access', { ...denied, access: [...ACCESSES] }],
    ['no access', { ...denied, access: [] }],
    ['an explained one', { ...denied, detail: { entry: { pattern: '$DOCUMENT/notes/**' } } }],
    ['one with a field of a later version', { ...denied, since: 'later' }],
    ...CODES.map((code): [string, unknown] => [`the code ${code}`, { ...denied, code }]),
    ...REMEDIES.map((remedy): [string, unknown] => [`the remedy ${remedy}`, { ...denied, remedy }])
  ]
  for (const [name, value] of accepted) {
    test(`knows ${name}`, () => {
      assert.equal(isDenied(value), true)
    })
  }

  const refused: [name: string, value: unknown][] = [
    ...strangers,
    ['an io failure', ioFailure],
    ['another type', { ...denied, type: 'authority.allowed' }],
    ['a type in an array', { ...denied, type: ['authority.denied'] }],
    ['a type in a String object', { ...denied, type: new String('authority.denied') }],
    ['an unknown code', { ...denied, code: 'path.unheard-of' }],
    ['a code that is a name of every array', { ...denied, code: 'length' }],
    ['a code in an array', { ...denied, code: [CODES[0]] }],
    ['an unknown remedy', { ...denied, remedy: 'pray' }],
    ['an unknown access', { ...denied, access: [ACCESSES[0], 'own'] }],
    ['an access outside a list', { ...denied, access: ACCESSES[0] }],
    ['accesses in an object', { ...denied, access: { 0: ACCESSES[0], length: 1 } }],
    ['a hole among the accesses', { ...denied, access: new Array(1) }],
    ['accesses behind a proxy whose traps throw', { ...denied, access: bristling([]) }],
    ['an index of null', { ...denied, index: null }],
    ['an index outside a list', { ...denied, index: 3 }],
    ['a negative index', { ...denied, index: [-1] }],
    ['a fractional index', { ...denied, index: [0.5] }],
    ['an infinite index', { ...denied, index: [Infinity] }],
    ['an index in text', { ...denied, index: ['3'] }],
    ['a hole in the index', { ...denied, index: new Array(1) }],
    ['a field of null', { ...denied, field: null }],
    ['a field in a list', { ...denied, field: ['zip'] }],
    ['a field in a String object', { ...denied, field: new String('zip') }],
    ['a detail of null', { ...denied, detail: null }],
    ['a detail in text', { ...denied, detail: 'because' }],
    ['a detail in a list', { ...denied, detail: [] }],
    ...Object.keys(denied).flatMap((field): [string, unknown][] => [
      [
        `${field} missing`,
        Object.fromEntries(Object.entries(denied).filter(([it]) => it !== field))
      ],
      [`${field} undefined`, { ...denied, [field]: undefined }],
      [`${field} null`, { ...denied, [field]: null }],
      [`${field} a number`, { ...denied, [field]: 7 }],
      [`${field} an object`, { ...denied, [field]: {} }],
      [`a getter of ${field} that throws`, withGetter(denied, field)]
    ]),
    ['a getter of index that throws', withGetter(denied, 'index')],
    ['a getter of field that throws', withGetter(denied, 'field')],
    ['a getter of detail that throws', withGetter(denied, 'detail')]
  ]
  for (const [name, value] of refused) {
    test(`does not take for a denial: ${name}`, () => {
      assert.equal(isDenied(value), false)
    })
  }

  test('narrows to a type over which a switch can be exhaustive', () => {
    const tell = (error: unknown): string => {
      if (!isDenied(error)) return 'something else'
      const code: Code = error.code
      const places: readonly number[] | undefined = error.index
      return `${code} at ${places?.join('.') ?? 'the argument'}: ${whoHelps(error.remedy)}`
    }
    assert.equal(tell({ ...denied, index: [3] }), 'path.outside-scope at 3: the person')
    assert.equal(tell(denied), 'path.outside-scope at the argument: the person')
    assert.equal(tell('read_note not allowed'), 'something else')
  })

  /** Compiles only while every remedy has a case. */
  function whoHelps(remedy: Remedy): string {
    switch (remedy) {
      case 'pick':
        return 'the person'
      case 'fix-input':
        return 'the page'
      case 'developer':
        return 'the developer'
    }
  }
})

describe('isIoFailure', () => {
  const accepted: [name: string, value: unknown][] = [
    ['a missing file', ioFailure],
    ['one after a round through JSON', JSON.parse(JSON.stringify(ioFailure))],
    ['a kind that Rust may add', { ...ioFailure, kind: 'in-another-castle' }],
    ['one with a field of a later version', { ...ioFailure, code: 2 }]
  ]
  for (const [name, value] of accepted) {
    test(`knows ${name}`, () => {
      assert.equal(isIoFailure(value), true)
    })
  }

  const refused: [name: string, value: unknown][] = [
    ...strangers,
    ['a denial', denied],
    ...Object.keys(ioFailure).flatMap((field): [string, unknown][] => [
      [
        `${field} missing`,
        Object.fromEntries(Object.entries(ioFailure).filter(([it]) => it !== field))
      ],
      [`${field} null`, { ...ioFailure, [field]: null }],
      [`${field} a number`, { ...ioFailure, [field]: 7 }],
      [`a getter of ${field} that throws`, withGetter(ioFailure, field)]
    ])
  ]
  for (const [name, value] of refused) {
    test(`does not take for an io failure: ${name}`, () => {
      assert.equal(isIoFailure(value), false)
    })
  }
})

describe('the generated lists', () => {
  for (const [name, list] of Object.entries({ CODES, ACCESSES, REMEDIES })) {
    test(`${name} names something, and nothing twice`, () => {
      assert.ok(list.length > 0)
      assert.equal(new Set<string>(list).size, list.length)
    })
  }
})
