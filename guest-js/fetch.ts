// SPDX-License-Identifier: Apache-2.0 OR MIT

import { Channel, invoke } from '@tauri-apps/api/core'
import { header } from './header.js'

/**
 * How far a response has come.
 *
 * @since 0.1.0
 */
export interface FetchProgress {
  /** Bytes that arrived, as they come out of any packing. */
  readonly received: number
  /** Bytes that are to come in all, where the server said it and they are not packed; otherwise `null`. */
  readonly total: number | null
}

/**
 * What {@link fetch} takes beside the URL: what the web's `fetch` takes, and two things more. `cache`, `credentials`, `integrity`,
 * `keepalive`, `mode`, `priority` and `referrer` mean nothing here: there is no cache, there are no cookies, and no origin.
 *
 * @since 0.1.0
 */
export interface FetchInit extends RequestInit {
  /** Is called as a response comes in. What it throws ends the request, which then rejects with it. */
  readonly onProgress?: (progress: FetchProgress) => void
  /** The URL of a proxy. It is judged as a destination of its own, for the method `CONNECT`. */
  readonly proxy?: string
}

/**
 * The web's `fetch` in the app's process: to the URLs in the entries of `authority:fetch`, and to nothing else, wherever a name or
 * a redirect leads.
 *
 * CORS does not apply, since no browser sends it; the scope does. A header is sent where an entry of the URL names it in
 * `headers`; `accept`, `accept-language`, `content-language`, `content-type`, `last-event-id` and `range` always are.
 *
 * The body comes as it is read: a download of any size takes little memory, and server-sent events come one by one.
 *
 * @example
 * ```typescript
 * import { fetch, isDenied } from 'tauri-plugin-authority-api'
 *
 * try {
 *   const response = await fetch('https://api.example.com/notes', {
 *     method: 'POST',
 *     headers: { 'content-type': 'application/json' },
 *     body: JSON.stringify({ title: 'Today' }),
 *     signal: AbortSignal.timeout(10_000)
 *   })
 *   console.log(response.status, await response.json())
 * } catch (error) {
 *   if (!isDenied(error)) throw error
 *   console.warn(error.code, error.decision)
 * }
 * ```
 *
 * The capability:
 *
 * ```json
 * {
 *   "identifier": "authority:fetch",
 *   "allow": [{ "url": "https://api.example.com/*", "methods": ["GET", "POST"], "maxBytes": 1000000 }]
 * }
 * ```
 *
 * @param input The URL, or a `Request`. A body is read as a whole before it is sent.
 * @param init The rest of the request.
 * @returns The response, as soon as its head is there. Reading its body rejects as this function does.
 *
 * @throws A {@link Denied | denial} where the URL, a redirect, a header or the address of the host is not granted, and where no
 * connection could be made; `signal.reason` where the signal aborts it; a `TypeError` where `input` is no request, or the server
 * redirects and `redirect` is `error`.
 *
 * @since 0.1.0
 */
export async function fetch(input: RequestInfo | URL, init: FetchInit = {}): Promise<Response> {
  const { onProgress, proxy, ...rest } = init
  const request = new Request(input, rest)
  const { signal } = request
  const sent = new Uint8Array(await request.arrayBuffer())
  if (signal.aborted) throw signal.reason
  const reading = new Reading(onProgress)
  const abort = (): void => reading.fail(signal.reason)
  signal.addEventListener('abort', abort)
  reading.ended = () => signal.removeEventListener('abort', abort)
  const asked = {
    id: reading.id,
    url: request.url,
    method: request.method.toUpperCase(),
    headers: [...request.headers],
    redirects: request.redirect,
    proxy,
    channel: reading.channel
  }
  try {
    const options = { headers: { request: header(asked) } }
    const head = await invoke<Head>('plugin:authority|fetch', sent, options)
    if (signal.aborted) {
      // What ended it may have overtaken it, and found nothing to end.
      reading.end()
      throw signal.reason
    }
    if (request.redirect === 'error' && REDIRECTS.includes(head.status))
      throw new TypeError('the server redirects, and `redirect` is `error`')
    return reading.response(head)
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error
    reading.fail(reason)
    throw reason
  }
}

/** What comes first. */
interface Head {
  readonly status: number
  readonly statusText: string
  readonly headers: [string, string][]
  readonly url: string
  readonly redirected: boolean
  readonly length: number | null
}

/** What comes through the channel: pieces of the body, and what ends it. */
type Piece = ArrayBuffer | number[] | 'end' | { readonly failed: unknown }

const REDIRECTS = [301, 302, 303, 307, 308]

/** Responses that have no body, by the web's rules. */
const WITHOUT_BODY = [101, 103, 204, 205, 304]

/** What reads a body as a whole. `bytes` is not in every browser. */
const READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text']

/** Bytes that are kept before they are asked for. */
const AHEAD = 256 * 1024

/** Bytes that are read before the app is told that there is room for more. */
const TOLD = 128 * 1024

/** The body of one response, on its way. */
class Reading {
  readonly id = randomId()
  readonly channel = new Channel<Piece>()
  ended: () => void = () => undefined
  private readonly body: ReadableStream<Uint8Array>
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null
  /** What came before the head did, which goes another way; null once that is there. */
  private early: Piece[] | null = []
  private failed: { readonly reason: unknown } | null = null
  private received = 0
  private told = 0
  private total: number | null = null

  constructor(private readonly onProgress: ((progress: FetchProgress) => void) | undefined) {
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.controller = controller),
        pull: () => this.tell(),
        cancel: () => this.stop()
      },
      new ByteLengthQueuingStrategy({ highWaterMark: AHEAD })
    )
    this.channel.onmessage = (piece) => this.take(piece)
  }

  response(head: Head): Response {
    this.total = head.length
    const { status, statusText, headers } = head
    const bodiless = WITHOUT_BODY.includes(status)
    const response = new Response(bodiless ? null : this.body, { status, statusText, headers })
    if (bodiless) this.stop()
    const early = this.early ?? []
    this.early = null
    for (const piece of early) this.take(piece)
    return this.dressed(response, head)
  }

  /** Ends the request here and in the app. */
  fail(reason: unknown): void {
    this.error(reason)
    this.stop()
  }

  /** Ends it in the app, where it may be over already, or never have begun. */
  end(): void {
    invoke('plugin:authority|fetch_abort', { id: this.id }).catch(() => undefined)
  }

  private take(piece: Piece): void {
    if (this.controller === null) return
    if (this.early !== null) {
      this.early.push(piece)
    } else if (piece === 'end') {
      this.controller.close()
      this.over()
    } else if (piece instanceof ArrayBuffer || Array.isArray(piece)) {
      const bytes = new Uint8Array(piece)
      this.received += bytes.byteLength
      this.controller.enqueue(bytes)
      this.report({ received: this.received, total: this.total })
    } else {
      this.error(piece.failed)
      this.over()
    }
  }

  /** Tells the app how much was read since the last time, so that it sends as much again. */
  private tell(): void {
    if (this.controller === null) return
    const read = this.received - (AHEAD - (this.controller.desiredSize ?? AHEAD))
    const bytes = read - this.told
    if (bytes < TOLD) return
    this.told = read
    invoke('plugin:authority|fetch_more', { id: this.id, bytes }).catch((error: unknown) =>
      this.fail(error)
    )
  }

  private stop(): void {
    if (this.controller === null) return
    this.over()
    this.end()
  }

  private error(reason: unknown): void {
    if (this.controller === null) return
    this.failed = { reason }
    this.controller.error(reason)
  }

  /**
   * With what nothing but a browser can set. And what reads the body rejects with what ended it: WebKit makes a
   * `TypeError` of everything, in which a denial is lost.
   */
  private dressed(response: Response, head: Head): Response {
    const { url, redirected } = head
    const clone = response.clone.bind(response)
    Object.defineProperties(response, {
      url: { value: url },
      redirected: { value: redirected },
      clone: { value: () => this.dressed(clone(), head) }
    })
    for (const name of READERS) {
      const read: unknown = Reflect.get(response, name)
      if (typeof read !== 'function') continue
      const value = async (): Promise<unknown> => {
        try {
          return (await read.call(response)) as unknown
        } catch (error) {
          throw this.failed === null ? error : this.failed.reason
        }
      }
      Object.defineProperty(response, name, { value })
    }
    return response
  }

  /** What a page's own code throws ends the request, and not the channel, which would lose its place. */
  private report(progress: FetchProgress): void {
    try {
      this.onProgress?.(progress)
    } catch (error) {
      this.fail(error)
    }
  }

  private over(): void {
    this.controller = null
    this.ended()
  }
}

/** The page's own name for a request: no other of it has the same, in no frame. */
function randomId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return (high >>> 11) * 2 ** 32 + low
}
