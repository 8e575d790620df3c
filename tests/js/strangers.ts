// SPDX-License-Identifier: Apache-2.0 OR MIT

// What the tests of errors have in common: one of each kind, and what is none of them.

import type { Denied, IoFailure } from 'tauri-plugin-authority-api'

export const denied = {
  type: 'authority.denied',
  code: 'path.outside-scope',
  command: 'read_note',
  argument: 'note',
  access: ['read'],
  remedy: 'pick',
  decision: '8f2ac01d55e7b902',
  message: 'the path is outside the scope of this command for this window'
} as const satisfies Denied

export const ioFailure = {
  type: 'authority.io',
  kind: 'not-found',
  message: 'no such file or directory'
} as const satisfies IoFailure

/** A proxy whose every trap throws. */
export function bristling(target: object): object {
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

export function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** A value that throws however it is turned into text. */
const unspeakable = {
  toString: () => {
    throw new Error('toString was called')
  },
  [Symbol.toPrimitive]: () => {
    throw new Error('toPrimitive was called')
  }
}

/** Not one of ours, not one of Tauri's, and nothing to throw at. */
export const strangers: [name: string, value: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 42],
  ['a big integer', 10n],
  ['a symbol', Symbol('authority.denied')],
  ['an empty string', ''],
  ['a type alone', 'authority.denied'],
  ['a denial still in JSON', JSON.stringify(denied)],
  ['an Error with the words of Tauri', new Error('Command read_note not allowed by ACL')],
  ['a String object with the words of Tauri', new String('Command read_note not allowed by ACL')],
  ['an array with the words of Tauri', ['Command read_note not allowed by ACL']],
  ['an object that throws at being read as text', unspeakable],
  ['an object without a prototype', Object.create(null)],
  ['an array with the fields of a denial', Object.assign([], denied)],
  ['a function with the fields of a denial', Object.assign(() => undefined, denied)],
  ['an unknown code', { ...denied, code: 'path.unheard-of' }],
  ['an unknown remedy', { ...denied, remedy: 'pray' }],
  ['a code that is a name of every object', { ...denied, code: 'constructor' }],
  ['an io failure without a kind', { ...ioFailure, kind: undefined }],
  ['a promise', Promise.resolve(denied)],
  ['a proxy whose traps throw', bristling({ ...denied })],
  ['a proxy of an array whose traps throw', bristling([])],
  ['a revoked proxy', revoked({ ...denied })],
  ['a revoked proxy of an array', revoked([])],
  [
    'a proxy that answers everything with itself',
    new Proxy({}, { get: (_, __, it: unknown) => it })
  ]
]
