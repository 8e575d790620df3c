// SPDX-License-Identifier: Apache-2.0 OR MIT

// What `npm run build` made, as those see it who install the package.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import ts from 'typescript'

/** The package's own name, in a variable: it resolves at run time, by `exports`, and not when the tests are compiled. */
const self: string = 'tauri-plugin-authority-api'
const require = createRequire(import.meta.url)
/** From target/js-tests/tests/js/node, where the compiled tests lie. */
const root = fileURLToPath(new URL('../../../../../', import.meta.url))

const names = [
  'ACCESSES',
  'CODES',
  'IO_KINDS',
  'REMEDIES',
  'auditQuery',
  'auditSubscribe',
  'call',
  'caller',
  'explain',
  'fetch',
  'header',
  'isDenied',
  'isIoFailure',
  'isNotAllowed',
  'messages',
  'recentDecisions',
  'tauriRefusal'
]

interface Manifest {
  exports: Record<'import' | 'require', { types: string; default: string }>
  types: string
  main: string
  module: string
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

before(() => {
  assert.ok(existsSync(join(root, 'dist-js')), 'there is no dist-js: run `npm run build` first')
})

describe('the exports map', () => {
  test('resolves for import and for require', () => {
    const built = (file: string): string => join(root, file)
    assert.equal(import.meta.resolve(self), pathToFileURL(built('dist-js/index.js')).href)
    assert.equal(require.resolve(self), built('dist-js/index.cjs'))
  })

  test('says what the older fields say, and names files that exist', () => {
    const { types, module, main } = manifest
    const { import: esm, require: commonJs } = manifest.exports
    assert.deepEqual([esm.types, esm.default, commonJs.default], [types, module, main])
    for (const file of [esm, commonJs].flatMap((it) => Object.values(it)))
      assert.ok(existsSync(join(root, file)), file)
  })

  test('gives types to ES modules and to CommonJS', () => {
    const use = [
      `import { caller, explain, isDenied, recentDecisions } from '${self}'`,
      `import type { Code, Explanation, Messages, PathArgument } from '${self}'`,
      `export const path: PathArgument = { path: 'notes/a.md', baseDir: 6 }`,
      'export const code = (error: unknown): Code | null => (isDenied(error) ? error.code : null)',
      'export const denied = async (): Promise<number> => (await recentDecisions()).counts.denied',
      '// @ts-expect-error: a denial is no string',
      'export const wrong = (error: unknown): string => (isDenied(error) ? error : "")',
      'const call = caller<{ read_note: { args: { note: PathArgument }; returns: string } }>()',
      "export const note = call('read_note', { note: '/a' })",
      '// @ts-expect-error: a command that is not in the map',
      "export const other = call('read_notes', { note: '/a' })",
      'export const told = (error: unknown): Explanation | null => explain(error)',
      '// @ts-expect-error: a translation without its texts',
      'export const empty: Messages = {}'
    ].join('\n')
    const files = ['consumer.mts', 'consumer.cts'].map((name) =>
      join(root, 'target/js-tests', name)
    )
    for (const file of files) writeFileSync(file, use)
    const program = ts.createProgram(files, {
      // Later ones let CommonJS require ES modules, and would take the wrong types for right.
      module: ts.ModuleKind.Node16,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: []
    })
    const found = ts.getPreEmitDiagnostics(program)
    assert.deepEqual(
      found.map((it) => ts.flattenDiagnosticMessageText(it.messageText, '\n')),
      []
    )
  })
})

describe('what is published', () => {
  const modules = readdirSync(join(root, 'guest-js')).map((it) => it.replace(/\.ts$/, ''))

  test('is the build with its types in both flavours, and nothing else', () => {
    const pack = ['pack', '--dry-run', '--json', '--ignore-scripts']
    const json = execFileSync('npm', pack, { cwd: root, encoding: 'utf8' })
    const [{ files }] = JSON.parse(json) as [{ files: { path: string }[] }]
    const expected = [
      ...['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'package.json'],
      ...['dist-js/index.js', 'dist-js/index.cjs'],
      ...modules.flatMap((it) => [`dist-js/${it}.d.ts`, `dist-js/${it}.d.cts`])
    ]
    assert.deepEqual(files.map((it) => it.path).sort(), expected.sort())
  })

  test('has nothing that publint warns of', async () => {
    const { messages } = await publint({
      pkgDir: root,
      pack: 'npm',
      level: 'warning',
      strict: true
    })
    assert.deepEqual(
      messages.map((it) => formatMessage(it, manifest)),
      []
    )
  })

  test('leaves out of a bundle what is not imported', async () => {
    const bundle = async (names: string): Promise<string> => {
      const contents = `import { ${names} } from '${self}'; globalThis.used = [${names}]`
      const stdin = { contents, resolveDir: root }
      // Tauri's package does not say that it has no side effects, and ours does not speak for it.
      const external = ['@tauri-apps/api']
      const built = await build({ stdin, external, bundle: true, write: false, format: 'esm' })
      return built.outputFiles[0]?.text ?? ''
    }
    const rest: [name: string, mark: string][] = [
      ['call', 'why: "denied"'],
      ['recentDecisions', 'plugin:authority|recent_decisions'],
      ['explain', 'authority.remedy.'],
      ['isNotAllowed', 'not allowed by ACL'],
      ['header', 'encodeURIComponent'],
      ['isIoFailure', 'authority.io']
    ]
    const alone = await bundle('isDenied')
    assert.match(alone, /path\.outside-scope/)
    for (const [name, mark] of rest) {
      assert.ok(!alone.includes(mark), mark)
      assert.ok((await bundle(name)).includes(mark), `${name} is known by ${mark}`)
    }
  })
})

describe('the ES and the CommonJS build', () => {
  test('export the same names', async () => {
    assert.deepEqual(Object.keys((await import(self)) as object).sort(), names)
    assert.deepEqual(Object.keys(require(self) as object).sort(), names)
  })

  test('import the api instead of bundling it', () => {
    for (const file of [manifest.module, manifest.main]) {
      const text = readFileSync(join(root, file), 'utf8')
      assert.match(text, /['"]@tauri-apps\/api\/core['"]/, file)
      assert.doesNotMatch(text, /__TAURI_INTERNALS__/, file)
    }
  })
})

describe('the script for window.__TAURI__', () => {
  const script = readFileSync(join(root, 'api-iife.js'), 'utf8')

  /** A page: its window, and what went over its IPC. */
  function page(globals: object): { window: Record<string, unknown>; ran: () => void } {
    const window: Record<string, unknown> = { ...globals }
    const context = createContext({ window })
    return { window, ran: () => void runInContext(script, context) }
  }

  test('assigns authority, with the names of the package', () => {
    const { window, ran } = page({ __TAURI__: { core: {} } })
    ran()
    const { authority } = window['__TAURI__'] as { authority: object }
    assert.deepEqual(Object.keys(authority).sort(), names)
  })

  test('calls through the core that is there', async () => {
    const seen: unknown[] = []
    const invoke = (...call: unknown[]): Promise<string> => {
      seen.push(JSON.parse(JSON.stringify(call)))
      return Promise.resolve('answered')
    }
    const { window, ran } = page({ __TAURI__: { core: { invoke } } })
    ran()
    const { authority } = window['__TAURI__'] as {
      authority: { recentDecisions: (options: object) => Promise<unknown> }
    }
    assert.equal(await authority.recentDecisions({ limit: 3 }), 'answered')
    assert.deepEqual(seen, [['plugin:authority|recent_decisions', { limit: 3 }]])
  })

  test('knows a denial', () => {
    const { window, ran } = page({ __TAURI__: { core: {} } })
    ran()
    const { authority } = window['__TAURI__'] as {
      authority: {
        isDenied: (error: unknown) => boolean
        CODES: string[]
        REMEDIES: string[]
      }
    }
    const denied = {
      type: 'authority.denied',
      code: authority.CODES[0],
      command: 'read_note',
      argument: 'note',
      access: ['read'],
      remedy: authority.REMEDIES[0],
      decision: '8f2ac01d55e7b902',
      message: 'refused'
    }
    assert.equal(authority.isDenied(denied), true)
    assert.equal(authority.isDenied({ ...denied, code: 'path.unheard-of' }), false)
    assert.equal(authority.isDenied('read_note not allowed'), false)
  })

  test('gives call and explain to a page without a bundler', async () => {
    const invoke = (command: string): Promise<never> =>
      Promise.reject(`Command ${command} not allowed by ACL`)
    const { window, ran } = page({ __TAURI__: { core: { invoke } } })
    ran()
    const { authority } = window['__TAURI__'] as {
      authority: {
        call: (command: string) => Promise<{ ok: boolean; why: string; error: unknown }>
        explain: (error: unknown) => { key: string; text: string }
        isNotAllowed: (error: unknown) => boolean
      }
    }
    const result = await authority.call('read_note')
    assert.deepEqual([result.ok, result.why], [false, 'not-allowed'])
    const { key, text } = authority.explain(result.error)
    assert.equal(key, 'authority.tauri.not-allowed')
    assert.equal(text, 'This window may not call read_note.')
    assert.equal(authority.isNotAllowed('Command read_note not allowed by ACL'), true)
  })

  test('does nothing where there is no window.__TAURI__', () => {
    const { window, ran } = page({})
    ran()
    assert.deepEqual(Object.keys(window), [])
  })

  test('leaves what else hangs on window.__TAURI__ alone, and cannot be replaced by assignment', () => {
    const core = {}
    const { window, ran } = page({ __TAURI__: { core, fs: 'other' } })
    ran()
    const tauri = window['__TAURI__'] as Record<string, unknown>
    assert.equal(tauri['core'], core)
    assert.equal(tauri['fs'], 'other')
    assert.throws(() => {
      tauri['authority'] = {}
    }, TypeError)
  })

  test('does not bundle the api', () => {
    assert.doesNotMatch(script, /__TAURI_INTERNALS__|transformCallback/)
    assert.match(script, /window\.__TAURI__\.core/)
  })
})
