// SPDX-License-Identifier: Apache-2.0 OR MIT

// Stands in for `node:test` where there is no Node: as much of it as the tests use. tests/js/node/stand-ins.test.ts holds it
// against the original.

type Body = () => unknown

interface Group {
  readonly before: Body[]
  readonly afterEach: Body[]
  readonly members: (() => Promise<void>)[]
  readonly outer: Group | null
}

/** What became of a test. */
export interface Result {
  /** The file it stands in, without its ending. */
  readonly file: string
  readonly name: string
  /** Why it failed. Absent if it passed. */
  readonly error?: string
}

let results: Result[] = []
let group = newGroup(null)

/** Runs what `load` registers, in order, and says what became of each test. */
export async function run(file: string, load: () => Promise<unknown>): Promise<Result[]> {
  results = []
  group = newGroup(null)
  await load()
  await all(group, file)
  return results
}

export function describe(_: string, body: () => void): void {
  const inner = newGroup(group)
  group.members.push(async () => await all(inner, current))
  group = inner
  try {
    body()
  } finally {
    group = inner.outer ?? inner
  }
}

export function test(name: string, body: Body): void {
  const own = group
  own.members.push(async () => {
    const error = await failure(body)
    const later = await failure(async () => {
      for (let it: Group | null = own; it !== null; it = it.outer)
        for (const hook of it.afterEach) await hook()
    })
    const why = error ?? later
    results.push({ file: current, name, ...(why === null ? {} : { error: why }) })
  })
}

export function before(body: Body): void {
  group.before.push(body)
}

export function afterEach(body: Body): void {
  group.afterEach.push(body)
}

let current = ''

async function all(it: Group, file: string): Promise<void> {
  current = file
  for (const hook of it.before) {
    const error = await failure(hook)
    if (error !== null) results.push({ file, name: 'before', error })
  }
  for (const member of it.members) await member()
}

async function failure(body: Body): Promise<string | null> {
  try {
    await body()
    return null
  } catch (error) {
    return error instanceof Error
      ? `${error.name}: ${error.message}\n${error.stack}`
      : String(error)
  }
}

function newGroup(outer: Group | null): Group {
  return { before: [], afterEach: [], members: [], outer }
}
