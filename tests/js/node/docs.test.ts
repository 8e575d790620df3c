// SPDX-License-Identifier: Apache-2.0 OR MIT

// docs/page.md has its snippets as they are compiled here, and the one for a plain script does what it says.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { denied } from '../strangers.js'

/** From target/js-tests/tests/js/node, where the compiled tests lie. */
const root = fileURLToPath(new URL('../../../../../', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const TOLD =
  'The path in note is outside the places that this window may use for it. Please choose another file, place or address.'

test('docs/page.md has every snippet as it is compiled here, and no other', () => {
  const page = read('docs/page.md')
  const shown = [...page.matchAll(/<!-- (.*) -->\n\n```(?:ts|js)\n([^]*?)```/g)]
  assert.equal(shown.length, page.match(/^```\w/gm)?.length)
  for (const [, file = '', text] of shown) assert.equal(text, read(file), file)
  const files = readdirSync(join(root, 'tests/js/guide')).filter((it) => !it.endsWith('.d.ts'))
  assert.deepEqual(
    shown.map(([, file]) => file).sort(),
    files.map((it) => `tests/js/guide/${it}`)
  )
})

test('the snippet for a plain script shows the note, or why there is none', async () => {
  const compiled = read('target/js-tests/tests/js/guide/plain.js')
  let answer = (): Promise<unknown> => Promise.resolve('text')
  const body = { textContent: '' }
  const clicks: (() => Promise<void>)[] = []
  const document = {
    body,
    addEventListener: (_: string, it: () => Promise<void>) => clicks.push(it)
  }
  const context = createContext({
    document,
    window: { __TAURI__: { core: { invoke: () => answer() } } }
  })
  runInContext(read('api-iife.js'), context)
  runInContext(compiled, context)
  await clicks[0]?.()
  assert.equal(body.textContent, 'text')
  answer = () => Promise.reject(runInContext(`(${JSON.stringify(denied)})`, context))
  await clicks[0]?.()
  assert.equal(body.textContent, TOLD)
})
