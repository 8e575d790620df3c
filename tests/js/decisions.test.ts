// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { isDenied, recentDecisions } from 'tauri-plugin-authority-api'
import type { DecisionRecord, RecentDecisions } from 'tauri-plugin-authority-api'
import { calls, clearMocks } from './mocks.js'

const record: DecisionRecord = {
  seq: 41,
  id: '8f2ac01d55e7b902',
  at: 1772366400000,
  stage: 'judge',
  decision: 'deny',
  code: 'path.denied',
  window: 'main',
  webview: 'main',
  context: 'local',
  command: 'read_note',
  argument: 'note',
  access: ['read'],
  resource: '/home/ada/Documents/notes/private/diary.md',
  entry: {
    list: 'deny',
    way: 'command',
    index: 0,
    pattern: '$DOCUMENT/notes/private/**',
    origin: 'capability main, permission allow-read-note'
  }
}

const answer: RecentDecisions = {
  decisions: [
    record,
    { ...record, seq: 42, context: { remote: 'https://*.example.org' }, index: [3] }
  ],
  counts: { allowed: 40, denied: 2, errors: 0, reported: 0 }
}

describe('recentDecisions', () => {
  afterEach(() => {
    clearMocks()
  })

  test('sends its limit to its own command, and hands the answer on', async () => {
    const seen = calls(() => answer)
    assert.deepEqual(await recentDecisions({ limit: 20 }), answer)
    assert.deepEqual(seen, [['plugin:authority|recent_decisions', { limit: 20 }]])
  })

  test('sends no limit when there is none', async () => {
    const seen = calls(() => answer)
    await recentDecisions()
    await recentDecisions({})
    const call = ['plugin:authority|recent_decisions', {}]
    assert.deepEqual(seen, [call, call])
  })

  test('sends a limit of nought, which is not the lack of one', async () => {
    const seen = calls(() => answer)
    await recentDecisions({ limit: 0 })
    assert.deepEqual(seen, [['plugin:authority|recent_decisions', { limit: 0 }]])
  })

  test('sends nothing but the limit', async () => {
    const seen = calls(() => answer)
    const options = { limit: 1, window: 'main' }
    await recentDecisions(options)
    assert.deepEqual(seen, [['plugin:authority|recent_decisions', { limit: 1 }]])
  })

  test('rejects with what Tauri said, which is no denial of ours', async () => {
    const said =
      'authority.recent_decisions not allowed. Permissions associated with this command: …'
    calls(() => {
      throw said // the bare string, as Tauri does
    })
    await assert.rejects(recentDecisions(), (error) => {
      assert.equal(error, said)
      return !isDenied(error)
    })
  })
})
