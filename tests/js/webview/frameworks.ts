// SPDX-License-Identifier: Apache-2.0 OR MIT

// The snippets of docs/page.md for frameworks and for a plain script, rendered, and answered by the real plugin.

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { invoke } from '@tauri-apps/api/core'
import { appDataDir, join } from '@tauri-apps/api/path'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { Explanation } from 'tauri-plugin-authority-api'
import { createApp, h, shallowRef } from 'vue'
import { useNote as useNoteInReact } from '../guide/react.js'
import { useNote as useNoteInVue } from '../guide/vue.js'

const TOLD =
  'The path in note is outside the places that this window may use for it. Please choose another file, place or address.'

const path = async (name: string): Promise<string> => await join(await appDataDir(), name)

/** A note on the page: shows another one, or goes. */
interface Shown {
  readonly element: HTMLElement
  show(path: string): void
  leave(): void
}

const told = (text: string | null | undefined, problem: Explanation | null | undefined): string =>
  problem ? `${problem.text} ${problem.remedy?.text ?? ''}`.trim() : (text ?? '…')

const frameworks: Record<string, (path: string) => Shown> = {
  React: (first) => {
    const element = document.body.appendChild(document.createElement('main'))
    const root = createRoot(element)
    const Note = (props: { path: string }): ReturnType<typeof createElement> => {
      const { text, problem } = useNoteInReact(props.path)
      return createElement('p', null, told(text, problem))
    }
    const show = (path: string): void => root.render(createElement(Note, { path }))
    show(first)
    return { element, show, leave: () => root.unmount() }
  },
  Vue: (first) => {
    const element = document.body.appendChild(document.createElement('main'))
    const path = shallowRef(first)
    const app = createApp({
      setup() {
        const { text, problem } = useNoteInVue(() => path.value)
        return () => h('p', told(text.value, problem.value))
      }
    })
    app.mount(element)
    return { element, show: (it) => void (path.value = it), leave: () => app.unmount() }
  }
}

/** Waits until the page shows what it should; a page that never does fails. */
async function shows(element: HTMLElement, text: string): Promise<void> {
  const start = performance.now()
  while (element.textContent !== text) {
    if (performance.now() - start > 5000)
      assert.fail(`it shows ${element.textContent}, not ${text}`)
    await pause(5)
  }
}

const pause = async (ms: number): Promise<void> => await new Promise((done) => setTimeout(done, ms))

for (const [name, render] of Object.entries(frameworks)) {
  describe(name, () => {
    let shown: Shown | null = null
    afterEach(async () => {
      shown?.leave()
      shown?.element.remove()
      await invoke('hold')
    })

    test(`${name} shows the note, and why there is none`, async () => {
      shown = render(await path('notes/hello.md'))
      assert.ok(['', '…'].includes(shown.element.textContent ?? ''))
      await shows(shown.element, 'Hello.\n')
      shown.show(await path('elsewhere.md'))
      await shows(shown.element, TOLD)
      shown.show(await path('notes/missing.md'))
      await shows(shown.element, 'It does not exist.')
      shown.show(await path('notes/hello.md'))
      await shows(shown.element, 'Hello.\n')
    })

    test(`${name} shows the last note, however late another one comes`, async () => {
      shown = render(await path('notes/slow.md'))
      await shows(shown.element, '…')
      shown.show(await path('notes/hello.md'))
      await shows(shown.element, 'Hello.\n')
      await answered()
      assert.equal(shown.element.textContent, 'Hello.\n')
    })

    test(`${name} would show the late note where nothing else was asked for`, async () => {
      shown = render(await path('notes/slow.md'))
      await shows(shown.element, '…')
      await answered()
      await shows(shown.element, 'Late.\n')
    })

    test(`${name} shows nothing more when it has left the page`, async () => {
      shown = render(await path('notes/slow.md'))
      await shows(shown.element, '…')
      shown.leave()
      await answered()
      assert.equal(shown.element.textContent, '')
      shown = null
    })
  })
}

/** Lets the late note go, and waits until its answer has been here, and what it changed has been drawn. */
async function answered(): Promise<void> {
  assert.equal(await invoke('release'), 1)
  await pause(100)
}

describe('a plain script', () => {
  test('shows why there is no note', async () => {
    const script = document.createElement('script')
    // A module, so that the names in it do not get in the way of those of a second run.
    Object.assign(script, { type: 'module', src: `plain.js?${performance.now()}` })
    await new Promise((done) => {
      script.addEventListener('load', done)
      document.head.append(script)
    })
    const kept = [...document.body.childNodes]
    document.dispatchEvent(new MouseEvent('click'))
    await shows(document.body, TOLD)
    document.body.replaceChildren(...kept)
  })
})
