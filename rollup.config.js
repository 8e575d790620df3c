// SPDX-License-Identifier: Apache-2.0 OR MIT

import { readFileSync } from 'node:fs'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

const pkg = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))

const input = 'guest-js/index.ts'
/** The variable that the IIFE is kept in: `var NAME = (() => { … })()`. */
const iifeName = '__TAURI_PLUGIN_AUTHORITY__'
/** What is never bundled: the importing app, or `window.__TAURI__`, brings its own. */
const external = [/^@tauri-apps\/api(\/|$)/]

/** A warning of the bundler or of the compiler fails the build. */
function onwarn(warning) {
  throw Object.assign(new Error(warning.message), warning)
}

/** @type {import('rollup').RollupOptions[]} */
export default [
  // For bundlers and for Node: what `exports` in package.json names.
  {
    input,
    output: [
      { file: pkg.exports.import, format: 'esm' },
      { file: pkg.exports.require, format: 'cjs' }
    ],
    plugins: [typescript({ declaration: true, declarationDir: 'dist-js', noEmitOnError: true })],
    external,
    onwarn
  },
  // For apps with `withGlobalTauri`: Tauri runs it in the page after its own global script, whose `core` it shares.
  {
    input,
    output: {
      file: 'api-iife.js',
      format: 'iife',
      name: iifeName,
      globals: { '@tauri-apps/api/core': 'window.__TAURI__.core' },
      banner: "if ('__TAURI__' in window) {",
      footer: `Object.defineProperty(window.__TAURI__, 'authority', { value: ${iifeName} }) }`
    },
    plugins: [typescript({ noEmitOnError: true }), terser()],
    external,
    onwarn
  }
]
