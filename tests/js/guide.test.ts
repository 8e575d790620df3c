// SPDX-License-Identifier: Apache-2.0 OR MIT

// What the snippets of docs/page.md do that need no page. Those that need one run in the WebView: webview/frameworks.ts.

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { answering, clearMocks, mockIPC, recorded, rejecting } from './mocks.js'
import { denied, ioFailure } from './strangers.js'

const REFUSED = 'Command read_note not allowed by ACL'

afterEach(() => {
  clearMocks()
})

describe('the snippet', () => {
  test('of a catch answers to each kind of error', async () => {
    const { readNote } = await import('./guide/caught.js')
    let asked = 0
    const run = (): Promise<string> => readNote('/a', () => void asked++)
    answering('text')
    assert.equal(await run(), 'text')
    rejecting(ioFailure)
    assert.equal(await run(), '')
    rejecting(REFUSED)
    assert.equal(await run(), 'This window has no notes.')
    rejecting(denied)
    assert.deepEqual([asked, await run(), asked], [0, '', 1])
    rejecting('locked')
    await assert.rejects(run(), (it) => it === 'locked')
  })

  test('of bytes sends them as they are, and the note in a header', async () => {
    const { saveNote } = await import('./guide/bytes.js')
    const seen = recorded()
    const bytes = new Uint8Array([1, 2])
    assert.deepEqual(await saveNote('/a', bytes), { ok: true, value: undefined })
    assert.deepEqual(seen, [['save_note', bytes, { headers: { note: '%22%2Fa%22' } }]])
  })

  test('of a translation tells it in German, as far as that goes', async () => {
    const { problem } = await import('./guide/translation.js')
    assert.equal(
      problem(denied),
      'Der Pfad in note liegt nicht dort, wo dieses Fenster lesen darf. Bitte eine andere Datei wählen.'
    )
    assert.equal(problem(ioFailure), 'It does not exist.')
    assert.equal(problem('locked'), null)
  })

  test('with a library hands it keys and values', async () => {
    const { problem } = await import('./guide/library.js')
    const t = (key: string, values: Record<string, string>): string =>
      `${key}(${values['argument']})`
    assert.equal(
      problem(denied, t),
      'authority.denied.path.outside-scope(note) authority.remedy.pick(note)'
    )
    assert.equal(problem(ioFailure, t), 'authority.io.not-found()')
    assert.equal(problem('locked', t), null)
  })

  test('of the audit log finds what became of a call, and shows refusals alone', async () => {
    const { behind, watch } = await import('./guide/audit.js')
    const line = { seq: 7, code: 'path.denied', command: 'read_note', window: 'main' }
    answering({ lines: [line], next: null, skipped: 0 })
    assert.deepEqual(await behind('8f2ac01d55e7b902'), ['7: path.denied for read_note of main'])
    const told: unknown[] = []
    let channel = 0
    mockIPC((command, args) => {
      if (command === 'plugin:authority|audit_subscribe')
        channel = (args as { channel: { id: number } }).channel.id
    })
    const note = (it: unknown): void => void told.push(it)
    const end = await watch(note, note)
    const { runCallback } = (globalThis as unknown as { __TAURI_INTERNALS__: Internals })
      .__TAURI_INTERNALS__
    for (const [index, decision] of ['allow', 'deny'].entries())
      runCallback(channel, { index, message: { line: { ...line, decision }, missed: index * 3 } })
    await new Promise((done) => setTimeout(done, 5))
    await end()
    assert.deepEqual(told, [3, { ...line, decision: 'deny' }])
  })
})

interface Internals {
  runCallback: (id: number, message: unknown) => void
}
