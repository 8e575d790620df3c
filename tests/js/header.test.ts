// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { call, header } from 'tauri-plugin-authority-api'
import type { PathArgument } from 'tauri-plugin-authority-api'
import { clearMocks, recorded } from './mocks.js'

/** As the Rust side reads it. */
const read = (text: string): unknown => JSON.parse(decodeURIComponent(text))

describe('header', () => {
  afterEach(() => {
    clearMocks()
  })

  const values: [name: string, value: string | number | boolean | object | null][] = [
    ['a path', '/home/ada/a.md'],
    ['no path', ''],
    ['letters beyond ASCII', '/home/ada/Übersicht/日記 🗒.md'],
    ['a line break that would begin another header', '/a\r\nauthorization: b'],
    ['NUL, and what else does not print', '\0\x01\x1b\x7f\u0085\u2028'],
    ['half a surrogate pair', '/a/\ud800.md'],
    ['what is percent-encoded already', '/a%2e%2E/%00.md'],
    ['quotes and backslashes', '"\\"\''],
    ['an object', { path: 'notes/ä.md', baseDir: 6 } satisfies PathArgument],
    ['a list', ['/a', { path: '/ä' }]],
    ['a number', 7],
    ['a truth', true],
    ['null', null]
  ]
  for (const [name, value] of values) {
    test(`says ${name} in printable ASCII, and it can be read back`, () => {
      const text = header(value)
      assert.match(text, /^[\x21-\x7e]+$/)
      assert.deepEqual(read(text), value)
    })
  }

  test('says a path as the docs have it, to the letter', () => {
    assert.equal(header('/home/ada/ä b.md'), '%22%2Fhome%2Fada%2F%C3%A4%20b.md%22')
  })

  test('throws at what JSON cannot say', () => {
    const ring: Record<string, unknown> = {}
    ring['ring'] = ring
    const unsayable: unknown[] = [undefined, () => '/a', Symbol('/a'), 7n, ring]
    for (const value of unsayable) assert.throws(() => header(value as string), TypeError)
    // @ts-expect-error: nothing is no value
    assert.throws(() => header(undefined), TypeError)
  })

  test('goes out beside bytes as it was written', async () => {
    const seen = recorded()
    const bytes = new Uint8Array([1, 2])
    await call('save_note', bytes, { headers: { note: header('/ä') } })
    assert.deepEqual(seen, [['save_note', bytes, { headers: { note: '%22%2F%C3%A4%22' } }]])
  })
})
