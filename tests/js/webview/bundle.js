// SPDX-License-Identifier: Apache-2.0 OR MIT

// Makes what the app of tests/page shows: the tests for the WebView, with the package as an ES module and as the script at
// window.__TAURI__; and a list of the tests that pass in Node, which must pass there, too.

import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { run } from 'node:test'
import { build } from 'esbuild'

/** Where `npm test` left what it compiled. */
const COMPILED = 'target/js-tests/tests/js'
const OUT = 'target/js-webview'

const compiled = (file) => resolve(COMPILED, file)
/** The tests that run in both: in Node, and in a frame whose IPC is mocked. */
const shared = readdirSync(COMPILED).filter((file) => file.endsWith('.test.js'))
/** Those that need a page, and the real IPC. */
const real = ['webview/ipc.js', 'webview/frameworks.js']

const PACKAGE = /^tauri-plugin-authority-api$/
const faces = {
  module: {
    name: 'module',
    setup: (it) => it.onResolve({ filter: PACKAGE }, () => ({ path: resolve('dist-js/index.js') }))
  },
  global: {
    name: 'global',
    setup: (it) => {
      it.onResolve({ filter: PACKAGE }, ({ path }) => ({ path, namespace: 'global' }))
      it.onLoad({ filter: PACKAGE, namespace: 'global' }, async () => {
        const names = Object.keys(await import('tauri-plugin-authority-api'))
        return { contents: `export const { ${names} } = window.__TAURI__.authority` }
      })
    }
  }
}

const standIns = {
  name: 'stand-ins',
  setup: (it) => {
    it.onResolve({ filter: /^node:test$/ }, () => ({ path: compiled('webview/runner.js') }))
    it.onResolve({ filter: /^node:assert\/strict$/ }, () => ({
      path: compiled('webview/assert.js')
    }))
  }
}

/** A module that runs the tests in `files`, and exports what became of them. */
function running(files) {
  const named = files.map((file) => [basename(file).replace(/(\.test)?\.js$/, ''), compiled(file)])
  const load = ([name, path]) => `[${JSON.stringify(name)}, () => import(${JSON.stringify(path)})]`
  const contents = `import { run } from 'node:test'
    export const results = []
    for (const [file, load] of [${named.map(load)}]) results.push(...(await run(file, load)))`
  return { stdin: { contents, resolveDir: COMPILED } }
}

async function bundle(name, entry, face) {
  await build({
    ...entry,
    outfile: `${OUT}/${name}.js`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [standIns, face],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false'
    }
  })
}

/** File and name of every test that passes in Node. One that fails there is an error here. */
async function passedInNode() {
  const passed = []
  for await (const { type, data } of run({ files: shared.map(compiled), concurrency: true })) {
    if (type === 'test:fail') throw new Error(`${data.file}: ${data.name} fails in Node`)
    if (
      type !== 'test:pass' ||
      data.details.type === 'suite' ||
      shared.map(compiled).includes(data.name)
    )
      continue
    passed.push({ file: basename(data.file, '.test.js'), name: data.name })
  }
  return passed
}

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
for (const [name, face] of Object.entries(faces)) {
  await bundle(`mocked-${name}`, running(shared), face)
  await bundle(`real-${name}`, running(real), face)
  await bundle(`other-${name}`, running(['webview/other.js']), face)
}
for (const name of ['main', 'frame'])
  await bundle(name, { entryPoints: [compiled(`webview/${name}.js`)] }, faces.module)
copyFileSync('api-iife.js', `${OUT}/api-iife.js`)
copyFileSync(compiled('guide/plain.js'), `${OUT}/plain.js`)
for (const page of ['index.html', 'frame.html'])
  copyFileSync(`tests/page/ui/${page}`, `${OUT}/${page}`)
writeFileSync(`${OUT}/passed-in-node.json`, JSON.stringify(await passedInNode()))
