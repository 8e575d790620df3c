// SPDX-License-Identifier: Apache-2.0 OR MIT

// Stands in for `node:assert/strict` where there is no Node: as much of it as the tests use. It fails where the original
// does, but that `deepEqual` takes 0 for -0; tests/js/node/stand-ins.test.ts holds it against it.

import { dequal } from 'dequal'

type Expected = (new (...args: never[]) => unknown) | ((error: unknown) => unknown)

function fail(message?: string): never {
  throw new Error(message ?? 'failed')
}

function ok(value: unknown, message?: string): void {
  if (!value) fail(message ?? `${shown(value)} is not truthy`)
}

function equal(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected))
    fail(`${shown(actual)} is not ${shown(expected)}${also(message)}`)
}

function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!dequal(actual, expected)) fail(`${shown(actual)} is not ${shown(expected)}${also(message)}`)
}

function match(text: string, pattern: RegExp, message?: string): void {
  if (!new RegExp(pattern).test(text))
    fail(`${shown(text)} does not match ${pattern}${also(message)}`)
}

function doesNotMatch(text: string, pattern: RegExp, message?: string): void {
  if (typeof text !== 'string' || new RegExp(pattern).test(text))
    fail(`${shown(text)} matches ${pattern}${also(message)}`)
}

function throws(body: () => unknown, expected?: Expected): void {
  let result: unknown
  try {
    result = body()
  } catch (error) {
    check(error, expected)
    return
  }
  fail(`it threw nothing, and returned ${shown(result)}`)
}

async function rejects(promise: Promise<unknown>, expected?: Expected): Promise<void> {
  const [caught] = await promise.then(
    (): unknown[] => [],
    (error: unknown) => [{ error }]
  )
  if (caught === undefined) fail('it was not rejected')
  check((caught as { error: unknown }).error, expected)
}

/** As Node does: what is made with `new` is a class, everything else a question that must be answered with `true`. */
function check(error: unknown, expected: Expected | undefined): void {
  if (expected === undefined) return
  if (expected.prototype !== undefined && error instanceof expected) return
  if (expected.prototype === Error.prototype || Error.isPrototypeOf(expected)) fail(shown(error))
  const answer = (expected as (error: unknown) => unknown)(error)
  if (answer !== true) fail(`the check of ${shown(error)} answered ${shown(answer)}`)
}

const also = (message: string | undefined): string => (message === undefined ? '' : `: ${message}`)

function shown(value: unknown): string {
  try {
    return typeof value === 'string'
      ? JSON.stringify(value)
      : (JSON.stringify(value) ?? String(value))
  } catch {
    return typeof value
  }
}

export default { deepEqual, doesNotMatch, equal, fail, match, ok, rejects, throws }
