// SPDX-License-Identifier: Apache-2.0 OR MIT

// The package in a window that no capability of the app's own names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, explain, isDenied, isNotAllowed, recentDecisions } from 'tauri-plugin-authority-api'

test('a command that is granted to another window', async () => {
  const result = await call('read_note', { note: '/etc/passwd' })
  if (result.ok || result.why !== 'not-allowed') return assert.fail(JSON.stringify(result))
  const { message } = result.error
  // A debug build tells of the windows that have it.
  assert.match(
    message,
    /^(?:read_note not allowed on window "other", webview "other", URL: local\n\nallowed on: |Command read_note not allowed by ACL$)/
  )
  assert.ok(isNotAllowed(message, 'read_note'))
  assert.equal(explain(result.error).text, 'This window may not call read_note.')
})

test('the decisions of all windows', async () => {
  const [error] = await recentDecisions().then(
    () => assert.fail('it was answered'),
    (it: unknown) => [it]
  )
  assert.ok(isNotAllowed(error, 'plugin:authority|recent_decisions') && !isDenied(error))
})
