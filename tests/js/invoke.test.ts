// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { call, caller, explain } from 'tauri-plugin-authority-api'
import type { CallFailure, CallResult, PathArgument } from 'tauri-plugin-authority-api'
import { clearMocks, mockIPC, recorded, rejecting } from './mocks.js'
import { denied, ioFailure, strangers } from './strangers.js'

interface Commands {
  read_note: { args: { note: PathArgument }; returns: string }
  count: { args: { deep?: boolean }; returns: number }
  list_vaults: { returns: string[] }
  close: { returns: void }
}

afterEach(() => {
  clearMocks()
})

describe('call', () => {
  test('calls as invoke does, and gives the value', async () => {
    const seen: unknown[] = []
    mockIPC((...it) => {
      seen.push(it)
      return 'text'
    })
    const args = { note: '/home/ada/a.md' }
    assert.deepEqual(await call<string>('read_note', args), { ok: true, value: 'text' })
    assert.deepEqual(await call('read_note'), { ok: true, value: 'text' })
    assert.deepEqual(seen, [
      ['read_note', args],
      ['read_note', {}]
    ])
    assert.equal((seen as unknown[][])[0]?.[1], args)
  })

  test('hands the headers on, and bytes as bytes', async () => {
    const seen = recorded()
    const bytes = new Uint8Array([1, 2])
    const options = { headers: { 'x-name': 'a' } }
    await call('upload', bytes, options)
    assert.deepEqual(seen, [['upload', bytes, options]])
  })

  test('gives a value that looks like a refusal as the value that it is', async () => {
    for (const value of [denied, ioFailure, 'Command a not allowed by ACL', undefined, null]) {
      mockIPC(() => value)
      assert.deepEqual(await call('a'), { ok: true, value })
    }
  })

  test('gives a denial back', async () => {
    const error = { ...denied, index: [3] }
    rejecting(error)
    const result = await call('read_note')
    assert.deepEqual(result, { ok: false, why: 'denied', error })
    assert.equal((result as CallFailure).error, error)
  })

  test('gives an io failure back', async () => {
    rejecting(ioFailure)
    assert.deepEqual(await call('read_note'), { ok: false, why: 'io', error: ioFailure })
  })

  const forms = [
    ['read_note', 'Command read_note not allowed by ACL'],
    ['read_note', 'read_note not allowed. Command not found'],
    ['plugin:fs|stat', 'fs.stat not allowed. Plugin not found']
  ] as const
  for (const [command, message] of forms) {
    test(`gives back that the window may not call: ${message}`, async () => {
      rejecting(message)
      const error = { type: 'tauri.refused', reason: 'not-allowed', command, message }
      assert.deepEqual(await call(command), { ok: false, why: 'not-allowed', error })
    })
  }

  const thrown: [name: string, error: unknown][] = [
    ...strangers,
    ['a refusal of another command', 'Command write_note not allowed by ACL'],
    ['a command that does not exist', 'Command read_note not found'],
    ['a plugin that does not exist', 'plugin fs not found'],
    ['an argument of the wrong type', 'invalid args `a` for command `read_note`: b'],
    ['an error of the app', { kind: 'locked' }],
    [
      'an object that Tauri never rejects with',
      { type: 'tauri.refused', reason: 'not-allowed', command: 'read_note', message: '' }
    ]
  ]
  for (const [name, error] of thrown) {
    test(`throws on, unchanged: ${name}`, async () => {
      rejecting(error)
      const caught = await call('read_note').then(
        () => assert.fail('it was answered'),
        (it: unknown) => [it]
      )
      assert.ok(Object.is(caught[0], error))
    })
  }

  test('has a result over which a switch can be exhaustive', async () => {
    const tell = (it: CallResult<number>): string => {
      if (it.ok) return it.value.toFixed(1)
      // @ts-expect-error: a failure has no value
      assert.equal(it.value, undefined)
      switch (it.why) {
        case 'denied':
          return `${it.error.code} ${it.error.remedy}`
        case 'io':
          return it.error.kind
        case 'not-allowed': {
          const reason: 'not-allowed' = it.error.reason
          return reason
        }
      }
    }
    const told: string[] = []
    for (const error of [denied, ioFailure, 'Command a not allowed by ACL']) {
      rejecting(error)
      const it = await call<number>('a')
      told.push(tell(it), it.ok ? '' : explain(it.error).key)
    }
    assert.deepEqual(told, [
      'path.outside-scope pick',
      'authority.denied.path.outside-scope',
      'not-found',
      'authority.io.not-found',
      'not-allowed',
      'authority.tauri.not-allowed'
    ])
    assert.equal(tell({ ok: true, value: 7 }), '7.0')
  })
})

describe('caller', () => {
  test('is call, at run time', async () => {
    const seen: unknown[] = []
    mockIPC((...it) => void seen.push(it))
    const typed = caller<Commands>()
    await typed('read_note', { note: '/a' })
    await typed('list_vaults')
    await typed('count')
    await typed('count', { deep: true })
    assert.deepEqual(seen, [
      ['read_note', { note: '/a' }],
      ['list_vaults', {}],
      ['count', {}],
      ['count', { deep: true }]
    ])
    rejecting(denied)
    assert.deepEqual(await typed('close'), { ok: false, why: 'denied', error: denied })
    rejecting('Command close not found')
    await assert.rejects(typed('close'), (it) => it === 'Command close not found')
  })

  test('hands the headers on', async () => {
    const seen = recorded()
    const options = { headers: { 'x-name': 'a' } }
    await caller<Commands>()('read_note', { note: '/a' }, options)
    assert.deepEqual(seen, [['read_note', { note: '/a' }, options]])
  })

  test('checks commands, arguments and values', () => {
    const typed = caller<Commands>()
    // Compiled, and not run.
    const uses = async (): Promise<void> => {
      const note = await typed('read_note', { note: { path: 'a.md', baseDir: 6 } })
      if (note.ok) note.value.toUpperCase()
      // @ts-expect-error: a string, not a number
      if (note.ok) note.value.toFixed()
      // @ts-expect-error: it may have failed
      note.value.toUpperCase()
      // @ts-expect-error: no such command
      await typed('read_notes', { note: '/a' })
      // @ts-expect-error: an argument is missing
      await typed('read_note', {})
      // @ts-expect-error: all arguments are missing
      await typed('read_note')
      // @ts-expect-error: an argument too many
      await typed('read_note', { note: '/a', mode: 'r' })
      // @ts-expect-error: an argument of another type
      await typed('read_note', { note: 7 })
      // @ts-expect-error: an optional argument of another type
      await typed('count', { deep: 'yes' })
      // @ts-expect-error: a command without arguments
      await typed('list_vaults', { note: '/a' })
      // @ts-expect-error: headers are no options
      await typed('list_vaults', {}, { 'x-name': 'a' })
      const vaults = await typed('list_vaults', {}, { headers: {} })
      if (vaults.ok) vaults.value.join()
      const loose = await call('read_note', { note: 7 })
      // @ts-expect-error: without a type, the value is unknown
      if (loose.ok) loose.value.toUpperCase()
    }
    assert.equal(typeof uses, 'function')
    // @ts-expect-error: an entry of the map says what the command returns
    assert.ok(caller<{ read_note: { args: { note: string } } }>())
    // @ts-expect-error: arguments are an object
    assert.ok(caller<{ read_note: { args: string; returns: string } }>())
  })
})
