// SPDX-License-Identifier: Apache-2.0 OR MIT

// The bindings that tauri-specta writes for the commands of examples/specta: what they take, and what they are refused with,
// are the types of this package.

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { explain, isDenied, isIoFailure } from 'tauri-plugin-authority-api'
import type * as api from 'tauri-plugin-authority-api'
import { commands } from '../../examples/specta/page/bindings.js'
import type * as written from '../../examples/specta/page/bindings.js'
import { clearMocks, mockIPC, rejecting } from './mocks.js'
import { denied, ioFailure } from './strangers.js'

describe('bindings of tauri-specta', () => {
  afterEach(() => {
    clearMocks()
  })

  test('call the commands with what they were given', async () => {
    const seen: unknown[] = []
    mockIPC((...it) => void seen.push(it))
    const below: api.PathArgument = { path: 'a.md', baseDir: 6 }
    await commands.readNote('/a')
    await commands.countWords(['/a', below])
    await commands.copyNote([below, '/b'])
    await commands.listNotes(null)
    assert.deepEqual(seen, [
      ['read_note', { note: '/a' }],
      ['count_words', { notes: ['/a', below] }],
      ['copy_note', { notes: [below, '/b'] }],
      ['list_notes', { folder: null }]
    ])
  })

  test('have a refusal that is narrowed, by its type and by this package', async () => {
    rejecting({ ...denied, index: [3], field: 'zip' })
    const result = await commands.readNote('/a')
    assert.equal(result.status, 'error')
    if (result.status !== 'error') return
    const { error } = result
    // @ts-expect-error: an io failure has no code
    assert.equal(error.code, 'path.outside-scope')
    if (error.type === 'authority.denied') {
      const code: api.Code = error.code
      const index: readonly number[] | undefined = error.index
      assert.deepEqual([code, index, error.field], ['path.outside-scope', [3], 'zip'])
      // @ts-expect-error: there is no such code
      assert.ok(error.code !== 'path.unheard-of')
    }
    assert.ok(isDenied(error) && error.remedy === 'pick' && error.access[0] === 'read')
    assert.equal(explain(error).key, 'authority.denied.path.outside-scope')
  })

  test('have an io failure that is narrowed', async () => {
    rejecting(ioFailure)
    const result = await commands.listNotes('/a')
    if (result.status !== 'error') return assert.fail('it was answered')
    if (result.error.type === 'authority.denied') return assert.fail('it was denied')
    assert.ok(isIoFailure(result.error))
    assert.equal(result.error.kind, 'not-found')
  })

  test('have a value of the type of the command', async () => {
    mockIPC(() => 'text')
    const result = await commands.readNote('/a')
    if (result.status !== 'ok') return assert.fail('it was refused')
    assert.equal(result.data.toUpperCase(), 'TEXT')
    // @ts-expect-error: a string, not a number
    assert.equal(result.data.toFixed, undefined)
  })

  test('take judged arguments and nothing else', () => {
    // Compiled, and not run.
    const uses = async (): Promise<void> => {
      // @ts-expect-error: a number is no path
      await commands.readNote(7)
      // @ts-expect-error: nothing is no path
      await commands.readNote(null)
      // @ts-expect-error: an argument is missing
      await commands.readNote()
      // @ts-expect-error: an object without a path
      await commands.readNote({ baseDir: 6 })
      // @ts-expect-error: a base directory is a number
      await commands.readNote({ path: 'a.md', baseDir: 'AppData' })
      // @ts-expect-error: a key too many
      await commands.readNote({ path: 'a.md', mode: 'r' })
      // @ts-expect-error: one path is no list
      await commands.countWords('/a')
      // @ts-expect-error: a list with something else in it
      await commands.countWords(['/a', 7])
      // @ts-expect-error: two paths, not three
      await commands.copyNote(['/a', '/b', '/c'])
      // @ts-expect-error: no such command
      await commands.readNotes('/a')
    }
    assert.equal(typeof uses, 'function')
  })

  test('have the types of this package', () => {
    type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
    const codes: Same<written.Denied['code'], api.Code> = true
    const remedies: Same<written.Denied['remedy'], api.Remedy> = true
    const accesses: Same<written.Denied['access'][number], api.Access> = true
    const failures: Same<written.IoFailure, api.IoFailure> = true
    const paths: Same<written.PathArgument, api.PathArgument> = true
    // In one direction: what is written is not read-only, and leaves out what is for reading alone.
    const denial: written.Denied extends api.Denied ? true : false = true
    const fields: Same<keyof written.Denied, Exclude<keyof api.Denied, 'detail'>> = true
    assert.ok(codes && remedies && accesses && failures && paths && denial && fields)
  })
})
