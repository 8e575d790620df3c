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

/**
 * Types for `require`, beside those for `import`. Without them TypeScript takes the CommonJS file for an ES module, and
 * an app in CommonJS does not compile, or compiles what then fails.
 */
const typesForCommonJs = {
  name: 'types-for-commonjs',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const { fileName, source } of Object.values(bundle)) {
        if (!fileName.endsWith('.d.ts')) continue
        this.emitFile({
          type: 'asset',
          fileName: fileName.replace(/ts$/, 'cts'),
          source: source.replace(/(['"]\.\/\w+)\.js(?=['"])/g, '$1.cjs')
        })
        delete bundle[fileName]
      }
    }
  }
}

/** @type {import('rollup').RollupOptions[]} */
export default [
  // For bundlers and for Node: what `exports` in package.json names.
  {
    input,
    output: [
      { file: pkg.exports.import.default, format: 'esm' },
      { file: pkg.exports.require.default, format: 'cjs', plugins: [typesForCommonJs] }
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
