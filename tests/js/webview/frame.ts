// SPDX-License-Identifier: Apache-2.0 OR MIT

// A page without Tauri: what a bundler and `mockIPC` find. The script for window.__TAURI__ finds what it needs of that.

import * as core from '@tauri-apps/api/core'
import type { Result } from './runner.js'

const bundle = location.hash.slice(1)

async function results(): Promise<readonly Result[]> {
  if ('__TAURI_INTERNALS__' in window)
    throw new Error('Tauri is in the frame, and cannot be mocked')
  if (bundle.endsWith('-global')) {
    Object.assign(window, { __TAURI__: { core } })
    await new Promise((done, failed) => {
      const script = Object.assign(document.createElement('script'), { src: 'api-iife.js' })
      script.addEventListener('load', done)
      script.addEventListener('error', failed)
      document.head.append(script)
    })
  }
  const file = `./${bundle}.js`
  return ((await import(file)) as { results: readonly Result[] }).results
}

const failed = (error: unknown): Result[] => [{ file: bundle, name: 'loads', error: String(error) }]
parent.postMessage(await results().catch(failed), location.origin)
