// SPDX-License-Identifier: Apache-2.0 OR MIT

// A test that passes in the WebView means as much as one that passes in Node: what stands in there for `node:test` and
// `node:assert` fails where those fail.

import original from 'node:assert/strict'
import { describe, test } from 'node:test'
import standIn from '../webview/assert.js'
import * as runner from '../webview/runner.js'

type Assert = typeof standIn
const inNode = original as unknown as Assert

async function passes(check: (it: Assert) => unknown, it: Assert): Promise<boolean> {
  try {
    await check(it)
    return true
  } catch {
    return false
  }
}

describe('what stands in for node:assert', () => {
  const rejected = (value: unknown): Promise<never> => Promise.reject(value)
  const values: [name: string, a: () => unknown, b: () => unknown][] = [
    ['numbers', () => 1, () => 2],
    ['a number and its text', () => 1, () => '1'],
    ['nothing and null', () => undefined, () => null],
    ['false and 0', () => false, () => 0],
    ['NaN', () => NaN, () => NaN],
    ['zeros', () => 0, () => -0],
    ['texts', () => 'a', () => 'b'],
    ['big integers', () => 1n, () => 1],
    ['lists of a length', () => [1], () => [1, undefined]],
    ['lists in order', () => [1, 2], () => [2, 1]],
    ['a list and an object', () => [], () => ({})],
    ['a key too many', () => ({ a: 1 }), () => ({ a: 1, b: 2 })],
    ['a key that is there but undefined', () => ({}), () => ({ a: undefined })],
    ['another key', () => ({ a: undefined }), () => ({ b: undefined })],
    ['something deep', () => ({ a: [{ b: 1 }] }), () => ({ a: [{ b: 2 }] })],
    ['null in an object', () => ({ a: null }), () => ({ a: undefined })],
    ['bytes', () => new Uint8Array([1]), () => new Uint8Array([2])],
    ['bytes and a list', () => new Uint8Array([1]), () => [1]],
    ['dates', () => new Date(0), () => new Date(1)],
    ['maps', () => new Map([[1, 2]]), () => new Map([[1, 3]])],
    ['prototypes', () => Object.create(null) as unknown, () => ({})]
  ]
  for (const [name, a, b] of values) {
    test(`tells apart as that does: ${name}`, async () => {
      for (const method of ['equal', 'deepEqual'] as const)
        for (const [left, right] of [
          [a, b],
          [b, a],
          [a, a],
          [b, b]
        ] as const) {
          if (method === 'deepEqual' && name === 'zeros') continue
          const check = (it: Assert): void => it[method](left(), right())
          original.equal(await passes(check, standIn), await passes(check, inNode))
        }
    })
  }

  const checks: [name: string, check: (it: Assert) => unknown][] = [
    ['ok', (it) => it.ok(0)],
    ['ok of something', (it) => it.ok('a')],
    ['fail', (it) => it.fail('no')],
    ['match', (it) => it.match('a', /b/)],
    ['match that does', (it) => it.match('a', /a/)],
    ['doesNotMatch', (it) => it.doesNotMatch('a', /a/)],
    ['doesNotMatch that does not', (it) => it.doesNotMatch('a', /b/)],
    ['doesNotMatch of no text', (it) => it.doesNotMatch(7 as unknown as string, /b/)],
    ['throws of nothing', (it) => it.throws(() => 7)],
    ['throws of something', (it) => it.throws(() => standIn.fail())],
    ['throws of another class', (it) => it.throws(() => standIn.fail(), TypeError)],
    ['throws of the class', (it) => it.throws(() => standIn.fail(), Error)],
    [
      'throws that is denied',
      (it) =>
        it.throws(
          () => standIn.fail(),
          () => false
        )
    ],
    [
      'throws that is answered with 1',
      (it) =>
        it.throws(
          () => standIn.fail(),
          () => 1
        )
    ],
    [
      'throws that is confirmed',
      (it) =>
        it.throws(
          () => standIn.fail(),
          () => true
        )
    ],
    ['rejects of a value', async (it) => await it.rejects(Promise.resolve(7))],
    ['rejects', async (it) => await it.rejects(rejected(undefined))],
    ['rejects that is denied', async (it) => await it.rejects(rejected(7), (e) => e === 8)],
    ['rejects that is confirmed', async (it) => await it.rejects(rejected(7), (e) => e === 7)],
    ['rejects of no promise awaited', async (it) => await it.rejects(rejected(7), TypeError)]
  ]
  for (const [name, check] of checks) {
    test(`answers as that does: ${name}`, async () => {
      original.equal(await passes(check, standIn), await passes(check, inNode))
    })
  }
})

describe('what stands in for node:test', () => {
  test('runs all tests and hooks in order, and tells which failed', async () => {
    const ran: string[] = []
    const results = await runner.run('it', async () => {
      runner.afterEach(() => ran.push('outer'))
      runner.describe('group', () => {
        runner.before(() => ran.push('before'))
        runner.afterEach(() => ran.push('inner'))
        runner.test('passes', () => ran.push('a'))
        runner.test('throws', () => original.fail())
        runner.test('rejects', async () => await Promise.reject(new Error('late')))
        runner.test('throws what is no error', () => {
          throw 'text'
        })
      })
      runner.test('comes last', async () => await Promise.resolve(ran.push('b')))
      await Promise.resolve()
    })
    original.deepEqual(
      results.map(({ file, name, error }) => [file, name, error?.split('\n')[0]]),
      [
        ['it', 'passes', undefined],
        ['it', 'throws', 'AssertionError: Failed'],
        ['it', 'rejects', 'Error: late'],
        ['it', 'throws what is no error', 'text'],
        ['it', 'comes last', undefined]
      ]
    )
    const hooks = ['inner', 'outer']
    original.deepEqual(ran, ['before', 'a', ...hooks, ...hooks, ...hooks, ...hooks, 'b', 'outer'])
  })

  test('tells of hooks that fail', async () => {
    const results = await runner.run('it', async () => {
      runner.before(() => original.fail())
      runner.afterEach(() => original.fail())
      runner.test('passes', () => undefined)
      await Promise.resolve()
    })
    original.equal(results.filter((it) => it.error !== undefined).length, 2)
  })
})
