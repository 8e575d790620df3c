// SPDX-License-Identifier: Apache-2.0 OR MIT

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { fetch } from 'tauri-plugin-authority-api'
import type { FetchProgress } from 'tauri-plugin-authority-api'
import { clearMocks, mockIPC } from './mocks.js'

interface Asked {
  id: number
  url: string
  method: string
  headers: [string, string][]
  redirects: string
  proxy?: string
  channel: string
}

interface Call {
  command: string
  args: unknown
}

/** The app's side: what was called, and the channel of the last request. */
class App {
  readonly calls: Call[] = []
  asked: Asked | null = null
  body: Uint8Array | null = null
  /** The head waits for it. */
  held: Promise<void> | null = null
  private index = 0

  constructor(head: Record<string, unknown>, fails?: unknown) {
    mockIPC(() => undefined)
    const internals = (globalThis as unknown as { __TAURI_INTERNALS__: Internals })
      .__TAURI_INTERNALS__
    internals.invoke = async (command, args, options) => {
      await Promise.resolve()
      if (command !== 'plugin:authority|fetch') return void this.calls.push({ command, args })
      const text = decodeURIComponent(options?.headers['request'] ?? '')
      this.asked = JSON.parse(text) as Asked
      this.body = args as Uint8Array
      await this.held
      if (fails !== undefined) throw fails
      return {
        status: 200,
        statusText: 'OK',
        headers: [],
        url: this.asked.url,
        redirected: false,
        length: null,
        ...head
      }
    }
    this.internals = internals
  }

  private readonly internals: Internals

  send(message: unknown): void {
    const id = Number(this.asked?.channel.slice('__CHANNEL__:'.length))
    this.internals.runCallback(id, { message, index: this.index++ })
  }
}

interface Internals {
  invoke: (
    command: string,
    args: unknown,
    options?: { headers: Record<string, string> }
  ) => Promise<unknown>
  runCallback: (id: number, message: unknown) => void
}

const bytes = (length: number): ArrayBuffer => new Uint8Array(length).fill(7).buffer

const isNamed =
  (name: string) =>
  (error: unknown): boolean =>
    (error as Error).name === name

const isSaying =
  (message: string) =>
  (error: unknown): boolean =>
    (error as Error).message === message

const settled = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('fetch', () => {
  afterEach(() => clearMocks())

  test('sends what a request says, and gives the response as the web does', async () => {
    const app = new App({
      status: 201,
      headers: [['x-a', 'b']],
      url: 'https://a.example/there',
      redirected: true,
      length: 5
    })
    const seen: FetchProgress[] = []
    const response = await fetch('https://a.example/x?y', {
      method: 'post',
      headers: { 'X-One': '1' },
      body: 'hello',
      redirect: 'manual',
      proxy: 'http://proxy.example:3128',
      onProgress: (progress) => void seen.push(progress)
    })
    const asked = app.asked
    assert.ok(asked)
    assert.equal(asked.url, 'https://a.example/x?y')
    assert.equal(asked.method, 'POST')
    assert.deepEqual(asked.headers, [
      ['content-type', 'text/plain;charset=UTF-8'],
      ['x-one', '1']
    ])
    assert.equal(asked.redirects, 'manual')
    assert.equal(asked.proxy, 'http://proxy.example:3128')
    assert.ok(Number.isSafeInteger(asked.id))
    assert.equal(new TextDecoder().decode(app.body ?? undefined), 'hello')
    app.send(new TextEncoder().encode('he').buffer)
    app.send([...new TextEncoder().encode('llo')])
    app.send('end')
    assert.equal(response.status, 201)
    assert.equal(response.headers.get('x-a'), 'b')
    assert.equal(response.url, 'https://a.example/there')
    assert.equal(response.redirected, true)
    assert.equal(await response.text(), 'hello')
    assert.deepEqual(seen, [
      { received: 2, total: 5 },
      { received: 5, total: 5 }
    ])
    assert.deepEqual(app.calls, [])
  })

  test('is told of what the app refuses, at the head and in the body', async () => {
    const denied = { type: 'authority.denied', code: 'url.outside-scope' }
    new App({}, denied)
    await assert.rejects(fetch('https://a.example'), (error) => error === denied)
    clearMocks()
    const app = new App({})
    const response = await fetch('https://a.example')
    app.send({ failed: denied })
    await assert.rejects(
      response.text(),
      (error) => JSON.stringify(error) === JSON.stringify(denied)
    )
  })

  test('asks for more as it is read, and not before', async () => {
    const app = new App({})
    const response = await fetch('https://a.example')
    for (let piece = 0; piece < 4; piece++) app.send(bytes(256 * 1024))
    await settled()
    // What lies unread says nothing.
    assert.deepEqual(app.calls, [])
    const reader = response.body?.getReader()
    assert.ok(reader)
    for (let piece = 0; piece < 4; piece++) await reader.read()
    await settled()
    const told = app.calls.map(({ args }) => (args as { bytes: number }).bytes)
    assert.equal(told.reduce((sum, more) => sum + more, 0) > 768 * 1024, true, told.join())
    assert.equal(told.reduce((sum, more) => sum + more, 0) <= 1024 * 1024, true, told.join())
    assert.ok(app.calls.every(({ command }) => command === 'plugin:authority|fetch_more'))
  })

  test('ends in the app when it is aborted, at any time', async () => {
    const aborting = new AbortController()
    aborting.abort()
    const early = new App({})
    const refused = fetch('https://a.example', { signal: aborting.signal })
    await assert.rejects(refused, isNamed('AbortError'))
    assert.equal(early.asked, null)
    clearMocks()
    const app = new App({})
    const later = new AbortController()
    const response = await fetch('https://a.example', { signal: later.signal })
    app.send(bytes(10))
    later.abort()
    await assert.rejects(response.text(), isNamed('AbortError'))
    assert.deepEqual(app.calls, [
      { command: 'plugin:authority|fetch_abort', args: { id: app.asked?.id } }
    ])
    // What still comes is nobody's.
    app.send(bytes(10))
    app.send('end')
    clearMocks()
    const cancelled = new App({})
    await (await fetch('https://a.example')).body?.cancel()
    assert.equal(cancelled.calls[0]?.command, 'plugin:authority|fetch_abort')
  })

  test('rejects with the reason of the signal where the app was aborted before the head', async () => {
    const aborting = new AbortController()
    const app = new App({}, { type: 'authority.aborted' })
    const pending = fetch('https://a.example', { signal: aborting.signal })
    aborting.abort(new Error('enough'))
    await assert.rejects(pending, isSaying('enough'))
    assert.equal(
      app.calls.filter(({ command }) => command === 'plugin:authority|fetch_abort').length <= 1,
      true
    )
  })

  test('ends once more in the app what was aborted on the way there', async () => {
    const aborting = new AbortController()
    const app = new App({})
    let release = (): void => undefined
    app.held = new Promise((resolve) => (release = resolve))
    const pending = fetch('https://a.example', { signal: aborting.signal })
    while (app.asked === null) await settled()
    aborting.abort()
    release()
    await assert.rejects(pending, isNamed('AbortError'))
    const aborts = app.calls.filter(({ command }) => command === 'plugin:authority|fetch_abort')
    assert.equal(aborts.length, 2)
  })

  test('takes what overtakes the head when that is there', async () => {
    const app = new App({ length: 3 })
    let release = (): void => undefined
    app.held = new Promise((resolve) => (release = resolve))
    const seen: FetchProgress[] = []
    const pending = fetch('https://a.example', { onProgress: (it) => void seen.push(it) })
    while (app.asked === null) await settled()
    app.send(bytes(3))
    app.send('end')
    assert.deepEqual(seen, [])
    release()
    const response = await pending
    assert.equal(response.clone().url, response.url)
    assert.equal((await response.arrayBuffer()).byteLength, 3)
    assert.deepEqual(seen, [{ received: 3, total: 3 }])
  })

  test('a redirect is an error where the request says so', async () => {
    const app = new App({ status: 302 })
    await assert.rejects(fetch('https://a.example', { redirect: 'error' }), TypeError)
    assert.equal(app.calls[0]?.command, 'plugin:authority|fetch_abort')
  })

  test('a response without a body ends what would bring one', async () => {
    const app = new App({ status: 204 })
    const response = await fetch('https://a.example')
    assert.equal(response.body, null)
    assert.equal(app.calls[0]?.command, 'plugin:authority|fetch_abort')
  })

  test('ends with what the page throws while it is told of progress', async () => {
    const app = new App({})
    const response = await fetch('https://a.example', {
      onProgress: () => {
        throw new Error('mine')
      }
    })
    app.send(bytes(3))
    app.send('end')
    await assert.rejects(response.arrayBuffer(), isSaying('mine'))
    assert.equal(app.calls[0]?.command, 'plugin:authority|fetch_abort')
  })
})
