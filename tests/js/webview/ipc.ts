// SPDX-License-Identifier: Apache-2.0 OR MIT

// The package against the real IPC of tests/page: each kind of answer, as the plugin, the disk and Tauri really give it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invoke } from '@tauri-apps/api/core'
import { BaseDirectory, appDataDir, join } from '@tauri-apps/api/path'
import {
  call,
  caller,
  explain,
  header,
  isDenied,
  isIoFailure,
  isNotAllowed,
  recentDecisions,
  tauriRefusal
} from 'tauri-plugin-authority-api'
import type {
  CallResult,
  Code,
  DecisionRecord,
  Denied,
  PathArgument
} from 'tauri-plugin-authority-api'

const below = (path: string): PathArgument => ({ path, baseDir: BaseDirectory.AppData })
const read = async (note: unknown): Promise<CallResult<string>> =>
  await call<string>('read_note', { note })

/** What `promise` is rejected with. */
async function caught(promise: Promise<unknown>): Promise<unknown> {
  const [error] = await promise.then(
    () => assert.fail('it was answered'),
    (it: unknown) => [it]
  )
  return error
}

/** The denial in a result, and what the app's log has under its id. */
async function refused(result: CallResult<unknown>, code: Code): Promise<[Denied, DecisionRecord]> {
  if (result.ok || result.why !== 'denied') return assert.fail(JSON.stringify(result))
  assert.ok(isDenied(result.error))
  assert.equal(result.error.code, code)
  const { decisions } = await recentDecisions()
  const found = decisions.find((it) => it.id === result.error.decision)
  return [result.error, found ?? assert.fail('the decision is not in the log')]
}

describe('what is allowed', () => {
  test('is answered, below a base directory and by its absolute path', async () => {
    const whole = await join(await appDataDir(), 'notes/hello.md')
    for (const note of [below('notes/hello.md'), whole])
      assert.deepEqual(await read(note), { ok: true, value: 'Hello.\n' })
  })

  test('is answered to a typed call', async () => {
    interface Commands {
      count_words: { args: { notes: PathArgument[] }; returns: number }
    }
    const notes = [below('notes/hello.md'), below('notes/hello.md')]
    assert.deepEqual(await caller<Commands>()('count_words', { notes }), { ok: true, value: 2 })
  })
})

describe('a denial', () => {
  test('of a path outside says what helps, and the log says the rest', async () => {
    const [denied, record] = await refused(await read(below('elsewhere.md')), 'path.outside-scope')
    const { command, argument, access, remedy, index, field, detail } = denied
    assert.deepEqual(
      { command, argument, access, remedy, index, field, detail },
      {
        command: 'read_note',
        argument: 'note',
        access: ['read'],
        remedy: 'pick',
        index: undefined,
        field: undefined,
        detail: undefined
      }
    )
    assert.equal(record.resource, await join(await appDataDir(), 'elsewhere.md'))
    assert.deepEqual([record.decision, record.stage, record.context], ['deny', 'judge', 'local'])
  })

  test('has words for the person', async () => {
    const [denied] = await refused(await read(below('elsewhere.md')), 'path.outside-scope')
    const { text, remedy } = explain(denied)
    assert.equal(
      `${text} ${remedy?.text}`,
      'The path in note is outside the places that this window may use for it. Please choose another file, place or address.'
    )
  })

  test('by a deny entry is not told apart, but in the log', async () => {
    const [, record] = await refused(await read(below('notes/private/a.md')), 'path.outside-scope')
    assert.deepEqual([record.code, record.entry?.list], ['path.denied', 'deny'])
  })

  test('of a link that leads outside comes when it is opened', async () => {
    const [, record] = await refused(await read(below('notes/link.md')), 'path.outside-scope')
    assert.deepEqual([record.stage, record.code], ['open', 'link.outside'])
  })

  test('of an element names its place', async () => {
    const notes = [below('notes/hello.md'), below('elsewhere.md')]
    const result = await call('count_words', { notes })
    const [denied] = await refused(result, 'path.outside-scope')
    assert.deepEqual([denied.argument, denied.index], ['notes', [1]])
    assert.equal(explain(denied).values.index, '[1]')
  })

  const inputs: [name: string, note: unknown, code: Code][] = [
    ['nothing', undefined, 'argument.missing'],
    ['a number', 7, 'argument.type'],
    ['no path', '', 'path.empty'],
    ['a relative path', 'notes/hello.md', 'path.relative'],
    ['a way out', below('notes/../elsewhere.md'), 'path.parent-component'],
    ['a URL', 'file:///etc/passwd', 'path.url']
  ]
  for (const [name, note, code] of inputs) {
    test(`of ${name} is ${code}`, async () => {
      await refused(await read(note), code)
    })
  }

  test('of bytes where arguments are taken is argument.raw-body', async () => {
    await refused(await call('read_note', new Uint8Array([1, 2])), 'argument.raw-body')
    await refused(await call('read_note', new Uint8Array([1, 2]).buffer), 'argument.raw-body')
  })

  test('is an object when it is thrown, and still one after it was posted', async () => {
    const error = await caught(invoke('read_note', { note: below('elsewhere.md') }))
    assert.ok(isDenied(error) && isDenied(structuredClone(error)))
    assert.ok(!isIoFailure(error) && tauriRefusal(error) === null)
  })
})

describe('the disk', () => {
  test('lacks a file in scope', async () => {
    const result = await read(below('notes/missing.md'))
    if (result.ok || result.why !== 'io') return assert.fail(JSON.stringify(result))
    assert.ok(isIoFailure(result.error) && !isDenied(result.error))
    assert.equal(result.error.kind, 'not-found')
    assert.equal(explain(result.error).text, 'It does not exist.')
  })

  test('has a directory of that name', async () => {
    const result = await read(below('notes/folder'))
    assert.ok(!result.ok && result.why === 'io')
    assert.equal(result.error.kind, 'is-a-directory')
  })
})

describe('Tauri', () => {
  /** What the text of a refusal looks like in this build of the app. */
  const form = async (forms: Record<'debug' | 'release', RegExp>): Promise<RegExp> =>
    forms[await invoke<'debug' | 'release'>('build')]

  const refusals: [name: string, command: string, debug: RegExp][] = [
    [
      'a command that is granted to no window',
      'secret',
      /^secret not allowed\. Permissions associated with this command: .*allow-secret/
    ],
    [
      'a command that it does not know',
      'unheard_of',
      /^unheard_of not allowed\. Command not found$/
    ],
    ['a plugin that it does not know', 'plugin:none|a', /^none\.a not allowed\. Plugin not found$/]
  ]
  for (const [name, command, debug] of refusals) {
    test(`does not allow ${name}`, async () => {
      const text = await caught(invoke(command))
      const whole = `Command ${command} not allowed by ACL`.replace('|', '\\|')
      assert.match(String(text), await form({ debug, release: new RegExp(`^${whole}$`) }))
      assert.ok(isNotAllowed(text) && isNotAllowed(text, command))
      assert.ok(!isNotAllowed(text, 'another') && !isDenied(text))
      const result = await call(command)
      assert.ok(!result.ok && result.why === 'not-allowed')
      assert.deepEqual(result.error, {
        type: 'tauri.refused',
        reason: 'not-allowed',
        command,
        message: text
      })
      assert.equal(explain(result.error).text, `This window may not call ${command}.`)
    })
  }

  test('does not find a command that it allows', async () => {
    const error = await caught(call('ghost'))
    assert.equal(tauriRefusal(error, 'ghost')?.reason, 'not-found')
    assert.equal(explain(error)?.text, 'The app does not know ghost.')
  })

  test('does not take an argument of another type', async () => {
    const error = await caught(call('double', { number: 'two' }))
    const refusal = tauriRefusal(error, 'double')
    assert.deepEqual([refusal?.reason, refusal?.argument], ['invalid-args', 'number'])
    assert.deepEqual(await call('double', { number: 2 }), { ok: true, value: 4 })
  })

  test('passes on what the app says', async () => {
    assert.equal(await caught(call('fail')), 'locked')
  })
})

describe('recentDecisions', () => {
  test('are as many as are asked for, the newest first', async () => {
    await read(below('notes/hello.md'))
    const { decisions } = await recentDecisions({ limit: 2 })
    assert.deepEqual(
      decisions.map((it) => [it.command, it.decision, it.window]),
      [
        ['read_note', 'allow', 'main'],
        [decisions[1]?.command, decisions[1]?.decision, 'main']
      ]
    )
    assert.equal(decisions[0]?.seq, (decisions[1]?.seq ?? 0) + 1)
    assert.equal((await recentDecisions({ limit: 0 })).decisions.length, 0)
  })

  test('count what was decided', async () => {
    const before = (await recentDecisions({ limit: 0 })).counts
    await read(below('elsewhere.md'))
    const after = (await recentDecisions({ limit: 0 })).counts
    assert.deepEqual(after, { ...before, denied: before.denied + 1 })
  })

  test('are not told for a limit that is none', async () => {
    const error = await caught(recentDecisions({ limit: -1 }))
    const refusal = tauriRefusal(error, 'plugin:authority|recent_decisions')
    assert.deepEqual([refusal?.reason, refusal?.argument], ['invalid-args', 'limit'])
  })
})

describe('header', () => {
  const values = ['/home/ada/Übersicht/日記 🗒.md', below('notes/ä.md'), ['/a\r\nx: y', '\0"\\%22']]
  for (const value of values) {
    test(`arrives beside its bytes: ${JSON.stringify(value)}`, async () => {
      const bytes = new Uint8Array([0, 255, 10])
      const text = header(value)
      const result = await call<{ body: number[]; note: string }>('receive', bytes, {
        headers: { note: text }
      })
      assert.deepEqual(result, { ok: true, value: { body: [0, 255, 10], note: text } })
      assert.deepEqual(JSON.parse(decodeURIComponent(text)), value)
    })
  }

  const save = async (note: string, text: string): Promise<CallResult<void>> =>
    await call('save_note', new TextEncoder().encode(text), { headers: { note } })

  test('is judged, and what it names gets the bytes', async () => {
    const name = 'notes/日記 ä%20.md'
    assert.deepEqual(await save(header(below(name)), 'Bytes.\n'), { ok: true, value: null })
    assert.deepEqual(await read(below(name)), { ok: true, value: 'Bytes.\n' })
  })

  test('is refused as an argument would be', async () => {
    const [denied] = await refused(await save(header(below('a.md')), 'x'), 'path.outside-scope')
    assert.deepEqual([denied.argument, denied.access], ['note', ['write', 'create', 'truncate']])
  })

  test('is refused where another hand wrote it', async () => {
    await refused(await save('/etc/passwd', 'x'), 'argument.header')
    await refused(await call('save_note', new Uint8Array(1)), 'argument.missing')
  })
})
