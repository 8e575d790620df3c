// SPDX-License-Identifier: Apache-2.0 OR MIT

// Writes every snippet of the book, and of the texts that it includes, as a module for tsc: `npm run check` compiles them.
// Those of docs/page.md are files of their own, in guide.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const out = join(root, 'target/js-book')
const chapters = readdirSync(join(root, 'docs/book/src'), { recursive: true })
  .map((it) => join('docs/book/src', it))
  .filter((it) => it.endsWith('.md'))

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
let count = 0
for (const file of ['README.md', 'docs/migrate.md', ...chapters]) {
  const text = readFileSync(join(root, file), 'utf8')
  for (const [, indent, snippet] of text.matchAll(/^( *)```ts\n([^]*?)^ *```$/gm)) {
    const lines = snippet.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    const name = file.replaceAll(/[^a-z]+/gi, '-')
    writeFileSync(join(out, `${name}-${++count}.ts`), `// ${file}\n${lines}`)
  }
}
// Fewer than there are chapters with a page: the snippets are not found any more.
if (count < 12) throw new Error(`only ${count} snippets were found`)

writeFileSync(
  join(out, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: {
      rootDir: '../..',
      moduleDetection: 'force',
      paths: { 'tauri-plugin-authority-api': ['../../guest-js/index.ts'] }
    },
    include: ['*.ts']
  })
)
