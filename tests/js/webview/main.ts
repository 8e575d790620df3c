// SPDX-License-Identifier: Apache-2.0 OR MIT

// What the windows of tests/page run: `other` has no rights but Tauri's own, `main` has some, and shows frames besides in
// which Tauri is not, so that its mocks can be.

import { getCurrentWindow } from '@tauri-apps/api/window'
import type { Result } from './runner.js'

/** What became of the tests, by the bundle that they are in. WebDriver reads it when the body says that it is ready. */
type Outcome = Record<string, readonly Result[]>

async function here(bundle: string): Promise<readonly Result[]> {
  const file = `./${bundle}.js`
  const module = (await import(file)) as { results: readonly Result[] }
  return module.results
}

async function inFrame(bundle: string): Promise<readonly Result[]> {
  const frame = document.createElement('iframe')
  frame.src = `frame.html#${bundle}`
  return await new Promise((done) => {
    addEventListener('message', function hear({ source, data }: MessageEvent<Result[]>) {
      if (source !== frame.contentWindow) return
      removeEventListener('message', hear)
      frame.remove()
      done(data)
    })
    document.body.append(frame)
  })
}

const outcome: Outcome = {}
if (getCurrentWindow().label === 'other') {
  for (const bundle of ['other-module', 'other-global']) outcome[bundle] = await here(bundle)
} else {
  for (const bundle of ['mocked-module', 'mocked-global']) outcome[bundle] = await inFrame(bundle)
  for (const bundle of ['real-module', 'real-global']) outcome[bundle] = await here(bundle)
}
Object.assign(window, { outcome })
document.body.dataset['ready'] = 'true'
