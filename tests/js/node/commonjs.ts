// SPDX-License-Identifier: Apache-2.0 OR MIT

// Imported before the tests, this gives them the package's CommonJS build, as an app in CommonJS gets it.

import { createRequire, register } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const built = require.resolve('tauri-plugin-authority-api')

register(
  `data:text/javascript,${encodeURIComponent(`
    export const resolve = (specifier, context, next) =>
      specifier === 'tauri-plugin-authority-api'
        ? { url: ${JSON.stringify(pathToFileURL(built).href)}, format: 'commonjs', shortCircuit: true }
        : next(specifier, context)`)}`
)

// A process that ran tests of the other build would pass them, too.
process.on('exit', () => {
  if (process.env['NODE_TEST_CONTEXT'] === undefined || built in require.cache) return
  console.error(`the tests did not load ${built}`)
  process.exitCode = 1
})
