// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { auditQuery, auditSubscribe, call, isDenied } from 'tauri-plugin-authority-api'
import type { AuditDecision, AuditEvent, AuditPage } from 'tauri-plugin-authority-api'
import { calls, clearMocks, mockIPC } from './mocks.js'
import { denied, ioFailure } from './strangers.js'

const decision: AuditDecision = {
  type: 'decision',
  run: '0123456789abcdef',
  n: 7,
  at: 1772366400000,
  mono: 1500,
  decision: 'deny',
  code: 'path.reserved',
  stage: 'judge',
  id: '8f2ac01d55e7b902',
  window: 'main',
  webview: 'main',
  context: 'local',
  command: 'read_note',
  argument: 'note',
  access: ['read'],
  resource: '$AUTHORITYLOG/*',
  entry: { list: 'deny', way: 'reserved', index: 1, pattern: '$AUTHORITYLOG/**' }
}

const page: AuditPage = {
  lines: [
    {
      ...decision,
      seq: 12,
      stage: 'told',
      code: 'acl.refused',
      context: { remote: 'https://*.example.org' }
    },
    {
      type: 'count',
      run: decision.run,
      decision: 'allow',
      window: 'main',
      count: 998,
      first: 1,
      last: 2,
      seq: 11
    }
  ],
  next: 11,
  skipped: 0
}

/** As Tauri rejects: a bare string. */
const refusal = (command: string): string => `Command ${command} not allowed by ACL`

const settled = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

afterEach(() => {
  clearMocks()
})

describe('auditQuery', () => {
  test('sends its query as it is, and hands its page on', async () => {
    const seen = calls(() => page)
    const query = {
      since: 1,
      until: 2,
      decision: 'deny',
      code: 'path.',
      window: 'main',
      command: 'read_note',
      id: decision.id,
      limit: 50,
      beforeSeq: 11
    } as const
    assert.equal(await auditQuery(query), page)
    assert.deepEqual(seen, [['plugin:authority|audit_query', { query }]])
  })

  test('sends a query that asks for nothing in particular when there is none', async () => {
    const seen = calls(() => page)
    await auditQuery()
    await auditQuery({})
    const call = ['plugin:authority|audit_query', { query: {} }]
    assert.deepEqual(seen, [call, call])
  })

  test('rejects with what was said, which is no denial of ours', async () => {
    const said = refusal('plugin:authority|audit_query')
    calls(() => {
      throw said
    })
    await assert.rejects(auditQuery({ limit: 1 }), (error) => {
      assert.equal(error, said)
      return !isDenied(error)
    })
  })
})

describe('auditSubscribe', () => {
  interface Internals {
    runCallback: (id: number, message: unknown) => void
  }

  /** The app's side: what was called, and the channel that the page gave. */
  class App {
    readonly calls: { command: string; args: Record<string, unknown> }[] = []
    private index = 0

    /** What it `refuses` is rejected with Tauri's words. */
    constructor(refuses: readonly string[] = []) {
      mockIPC((command, args) => {
        this.calls.push({
          command,
          args: JSON.parse(JSON.stringify(args)) as Record<string, never>
        })
        if (refuses.includes(command)) throw refusal(command)
        return null
      })
    }

    /** The id that the page chose for its subscription. */
    get id(): unknown {
      return this.calls[0]?.args['id']
    }

    /** How many events the page said that it has read. */
    get read(): number {
      const more = this.calls.filter(({ command }) => command === 'plugin:authority|audit_more')
      for (const { args } of more) assert.deepEqual(args, { id: this.id, read: 1 })
      return more.length
    }

    /** Sends event `n`, or sends it as if it had overtaken others: at `index`. */
    send(n: number, index = this.index++): void {
      const message: AuditEvent = { line: { ...decision, n }, missed: n % 2 }
      const channel = String(this.calls[0]?.args['channel']).slice('__CHANNEL__:'.length)
      const { __TAURI_INTERNALS__: internals } = globalThis as unknown as {
        __TAURI_INTERNALS__: Internals
      }
      internals.runCallback(Number(channel), { message, index })
    }
  }

  test('sends an id of its own, and a channel', async () => {
    const app = new App()
    await auditSubscribe(() => undefined)
    const [first] = app.calls
    assert.equal(first?.command, 'plugin:authority|audit_subscribe')
    assert.deepEqual(Object.keys(first?.args ?? {}).sort(), ['channel', 'id'])
    assert.match(String(first?.args['channel']), /^__CHANNEL__:\d+$/)
    assert.ok(Number.isSafeInteger(app.id) && Number(app.id) >= 0)
    const other = new App()
    await auditSubscribe(() => undefined)
    assert.ok(other.id !== app.id)
  })

  test('hands each event on as it came, in the order that the app sent', async () => {
    const app = new App()
    const told: AuditEvent[] = []
    await auditSubscribe((event) => void told.push(event))
    app.send(3, 2)
    app.send(1, 0)
    app.send(2, 1)
    await settled()
    assert.deepEqual(
      told,
      [1, 2, 3].map((n) => ({ line: { ...decision, n }, missed: n % 2 }))
    )
    assert.equal(app.read, 3)
  })

  test('says once for each event that it was read, and not before the page is done with it', async () => {
    const app = new App()
    const told: number[] = []
    const done: (() => void)[] = []
    await auditSubscribe(async ({ line }) => {
      told.push(line.n)
      await new Promise<void>((resolve) => done.push(resolve))
    })
    app.send(1)
    app.send(2)
    await settled()
    // The second waits for the first.
    assert.deepEqual([told, app.read], [[1], 0])
    done[0]?.()
    await settled()
    assert.deepEqual([told, app.read], [[1, 2], 1])
    done[1]?.()
    await settled()
    assert.deepEqual([told, app.read], [[1, 2], 2])
  })

  test('goes on after a callback that throws or rejects, and reports what it threw', async () => {
    const app = new App()
    const told: number[] = []
    const reported: unknown[] = []
    const original = console.error
    console.error = (...it: unknown[]): void => void reported.push(...it)
    try {
      await auditSubscribe(({ line }) => {
        told.push(line.n)
        if (line.n === 1) throw 'thrown'
        return line.n === 2 ? Promise.reject('rejected') : undefined
      })
      for (const n of [1, 2, 3]) app.send(n)
      await settled()
    } finally {
      console.error = original
    }
    assert.deepEqual([told, app.read, reported], [[1, 2, 3], 3, ['thrown', 'rejected']])
  })

  test('goes on where the app does not hear that an event was read', async () => {
    const app = new App(['plugin:authority|audit_more'])
    const told: number[] = []
    await auditSubscribe(({ line }) => void told.push(line.n))
    app.send(1)
    app.send(2)
    await settled()
    assert.deepEqual(told, [1, 2])
  })

  test('calls nobody any more once it is ended, not even for what came before', async () => {
    const app = new App()
    const told: number[] = []
    const end = await auditSubscribe(({ line }) => void told.push(line.n))
    app.send(1)
    await settled()
    app.send(2)
    await end()
    app.send(3)
    await settled()
    assert.deepEqual([told, app.read], [[1], 1])
    assert.deepEqual(app.calls.at(-1), {
      command: 'plugin:authority|audit_unsubscribe',
      args: { id: app.id }
    })
  })

  test('rejects with what was said where it is refused, and calls nobody', async () => {
    const app = new App(['plugin:authority|audit_subscribe'])
    const told: AuditEvent[] = []
    await assert.rejects(
      auditSubscribe((event) => void told.push(event)),
      (error) => error === refusal('plugin:authority|audit_subscribe')
    )
    assert.deepEqual([app.calls.length, told], [1, []])
  })
})

describe('call', () => {
  /** Rejects every call with what `answer` says to its command, and gives what was called. */
  function rejecting(answer: (command: string) => unknown): unknown[] {
    const seen: unknown[] = []
    mockIPC((command, args) => {
      seen.push([command, args])
      throw answer(command)
    })
    return seen
  }

  test('tells the app once that Tauri refused a command, and nobody of what comes of that', async () => {
    const unhandled: unknown[] = []
    const hear = (error: unknown): void => void unhandled.push(error)
    const stop = hearUnhandled(hear)
    const seen = rejecting(refusal)
    const result = await call('read_note', { note: '/home/ada/a.md' })
    assert.ok(!result.ok && result.why === 'not-allowed')
    await settled()
    stop()
    // The command alone: what the page sent with it is none of the log's business.
    assert.deepEqual(seen.slice(1), [['plugin:authority|acl_refused', { command: 'read_note' }]])
    assert.deepEqual(unhandled, [])
  })

  test('does not wait for the app to hear it', async () => {
    mockIPC((command) => {
      if (command === 'plugin:authority|acl_refused') return new Promise(() => undefined)
      throw refusal(command)
    })
    const result = await call('read_note')
    assert.ok(!result.ok && result.why === 'not-allowed')
  })

  const others: [name: string, error: unknown][] = [
    ['a denial', denied],
    ['an io failure', ioFailure],
    ['a command that does not exist', 'Command read_note not found'],
    ['an argument of the wrong type', 'invalid args `a` for command `read_note`: b'],
    ['a refusal of another command', refusal('write_note')],
    ['an error of the app', 'locked']
  ]
  for (const [name, error] of others) {
    test(`tells the app nothing of ${name}`, async () => {
      const seen = rejecting(() => error)
      await call('read_note').catch(() => undefined)
      await settled()
      assert.deepEqual(seen, [['read_note', {}]])
    })
  }

  test('tells the app nothing of a call that is answered', async () => {
    const seen: unknown[] = []
    mockIPC((command) => seen.push(command))
    await call('read_note')
    await settled()
    assert.deepEqual(seen, ['read_note'])
  })
})

/** Hears of rejections that nobody handles, in Node as in a page, until the function that it returns is called. */
function hearUnhandled(hear: (error: unknown) => void): () => void {
  if (typeof process === 'object') {
    process.on('unhandledRejection', hear)
    return () => void process.off('unhandledRejection', hear)
  }
  const heard = ({ reason }: PromiseRejectionEvent): void => hear(reason)
  addEventListener('unhandledrejection', heard)
  return () => removeEventListener('unhandledrejection', heard)
}
