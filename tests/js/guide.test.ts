// SPDX-License-Identifier: Apache-2.0 OR MIT

// The snippets of docs/page.md: the same there as in the files that are compiled here, and they do what they say.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'
import { afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks'
import { denied, ioFailure } from './strangers.js'

/** From target/js-tests/tests/js, where the compiled tests lie. */
const root = fileURLToPath(new URL('../../../../', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const REFUSED = 'Command read_note not allowed by ACL'
const TOLD =
  'The path in note is outside the places that this window may use for it. Please choose another file or place.'

/** What the hooks of the frameworks call, as `globalThis.standIn`. */
const standIn: Record<string, (...args: never[]) => unknown> = {}

before(() => {
  Object.assign(globalThis, { window: globalThis, standIn })
  const names = ['useState', 'useEffect', 'shallowRef', 'watchEffect']
  const module = names.map((it) => `export const ${it} = (...args) => standIn.${it}(...args)`)
  const url = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`
  register(
    url(`const shortCircuit = true, url = ${JSON.stringify(url(module.join('\n')))}
      export const resolve = (it, context, next) =>
        it === 'react' || it === 'vue' ? { url, shortCircuit } : next(it, context)`)
  )
})
afterEach(() => {
  clearMocks()
})

function answering(value: unknown): void {
  mockIPC(() => value)
}

function rejecting(error: unknown): void {
  mockIPC(() => {
    throw error
  })
}

const settled = async (): Promise<void> => await new Promise((done) => setTimeout(done, 5))

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

  test('for a plain script shows the note, or why there is none', async () => {
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

  test('for React shows the note, or why there is none, of the last path', async () => {
    const { useNote } = await import('./guide/react.js')
    const states: unknown[] = []
    let cleanup: (() => void) | undefined
    standIn['useState'] = (it: unknown) => [it, (next: unknown) => states.push(next)]
    standIn['useEffect'] = (effect: () => () => void) => (cleanup = effect())
    answering('text')
    assert.deepEqual(useNote('/a'), {})
    await settled()
    assert.deepEqual(states, [{}, { text: 'text' }])
    rejecting(denied)
    useNote('/b')
    await settled()
    const { problem } = states[3] as { problem: { text: string; remedy: { text: string } } }
    assert.equal(`${problem.text} ${problem.remedy.text}`, TOLD)
    useNote('/c')
    cleanup?.()
    await settled()
    assert.equal(states.length, 5)
  })

  test('for Vue shows the note, or why there is none, of the last path', async () => {
    const { useNote } = await import('./guide/vue.js')
    let run = (): void => undefined
    let cleanup = (): void => undefined
    standIn['shallowRef'] = (value: unknown) => ({ value })
    standIn['watchEffect'] = (effect: (onCleanup: (it: () => void) => void) => void) => {
      run = () => effect((it) => (cleanup = it))
      run()
    }
    answering('text')
    const { text, problem } = useNote(() => '/a')
    await settled()
    assert.deepEqual([text.value, problem.value], ['text', null])
    rejecting(denied)
    run()
    await settled()
    assert.deepEqual(
      [text.value, `${problem.value?.text} ${problem.value?.remedy?.text}`],
      [null, TOLD]
    )
    answering('late')
    run()
    cleanup()
    await settled()
    assert.deepEqual([text.value, problem.value], [null, null])
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
})
