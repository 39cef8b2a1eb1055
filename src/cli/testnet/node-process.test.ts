import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { enginePlace, findEngine } from './engine-process.ts'
import { type Guard, startGuard } from './guard.ts'
import { createNodeProcess, type NodeProcess, type NodeState } from './node-process.ts'

const PROGRAM = fileURLToPath(new URL('./fake-node.fixture.ts', import.meta.url))

let dir: string
let guard: Guard
let states: NodeState[]
let node: NodeProcess

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'boule-node-'))
  guard = startGuard()
  states = []
  node = createNodeProcess({
    name: 'n1',
    program: PROGRAM,
    args: ['node', '--data', dir, '--port', '0'],
    logFile: path.join(dir, 'node.log'),
    engine: enginePlace(dir),
    guard,
    onState: (state) => states.push(state),
  })
})

afterEach(async () => {
  await node.kill()
  guard.close()
  rmSync(dir, { recursive: true, force: true })
})

/** As the system has it: `T` is stopped; undefined when there is no such process, or only its remains. */
function stateOf(pid: number): string | undefined {
  try {
    const state = /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return state === 'Z' ? undefined : state
  } catch {
    return undefined
  }
}

function pids(): { readonly own: number; readonly engine: number } {
  const own = Number(readFileSync(path.join(dir, 'own.pid'), 'utf8'))
  return { own, engine: findEngine(enginePlace(dir)) ?? 0 }
}

function log(): string {
  return readFileSync(path.join(dir, 'node.log'), 'utf8')
}

async function untilGone(...ids: readonly number[]): Promise<void> {
  await expect.poll(() => ids.map(stateOf)).toEqual(ids.map(() => undefined))
}

describe('the process of a node', () => {
  test('runs when it says so, logs all that it writes, and is asked to end', async () => {
    await node.start()
    const { own, engine } = pids()
    expect([stateOf(own), stateOf(engine)]).not.toContain(undefined)
    expect(readFileSync(path.join(dir, 'node.log'), 'utf8')).toBe('not JSON\n{"type":"ready"}\n')
    await Promise.all([node.stop(), node.stop()])
    await untilGone(own, engine)
    expect(log()).toMatch(/goodbye\n$/)
    expect(states).toEqual(['starting', 'running', 'stopped'])
    expect(node.problem()).toBeUndefined()
  })

  test('killed, takes its engine with it without a word, and runs again', async () => {
    await node.start()
    const { own, engine } = pids()
    await node.kill()
    await untilGone(own, engine)
    expect(log()).not.toContain('goodbye')
    await node.start()
    expect(pids().own).not.toBe(own)
    expect(states).toEqual(['starting', 'running', 'killed', 'starting', 'running'])
  })

  test('paused, stands still with its engine, and goes on', async () => {
    await node.start()
    const { own, engine } = pids()
    node.pause()
    await expect.poll(() => [stateOf(own), stateOf(engine)]).toEqual(['T', 'T'])
    node.resume()
    await expect.poll(() => [stateOf(own), stateOf(engine)]).toEqual(['S', 'S'])
    node.pause()
    await node.stop()
    await untilGone(own, engine)
    expect(log()).toMatch(/goodbye\n$/)
    expect(states).toEqual(['starting', 'running', 'paused', 'running', 'paused', 'stopped'])
  })

  test('paused, can be killed', async () => {
    await node.start()
    const { own, engine } = pids()
    node.pause()
    await node.kill()
    await untilGone(own, engine)
  })

  test('that ends by itself has failed, for the reason that it gave', async () => {
    await node.start()
    const { own, engine } = pids()
    writeFileSync(path.join(dir, 'fail'), '')
    process.kill(own, 'SIGTERM')
    await expect.poll(() => node.state()).toBe('failed')
    expect(node.problem()).toBe('its disk is full')
    await untilGone(own, engine)
  })

  test('that ends before it is ready says why, in the words of this start', async () => {
    writeFileSync(path.join(dir, 'node.log'), 'boule: what was wrong last week\n')
    writeFileSync(path.join(dir, 'refuse'), 'boule: it does not like it here\n')
    await expect(node.start()).rejects.toThrow(
      `n1 ended before it was ready: it does not like it here; see ${path.join(dir, 'node.log')}`,
    )
    expect(states).toEqual(['starting', 'failed'])
    writeFileSync(path.join(dir, 'refuse'), 'nothing that could be told\n')
    await expect(node.start()).rejects.toThrow(
      'n1 ended before it was ready: it ended with code 1;',
    )
    rmSync(path.join(dir, 'refuse'))
    await node.start()
    expect(node.problem()).toBeUndefined()
  })
})

describe('the guard', () => {
  test('ends what runs, paused or not, when its master is gone, and nothing else', async () => {
    await node.start()
    const { own, engine } = pids()
    node.pause()
    guard.close()
    await untilGone(own, engine)
    await expect.poll(() => node.state()).toBe('failed')
  })

  test('leaves alone what has ended', async () => {
    await node.start()
    const { own, engine } = pids()
    guard.remove(own)
    guard.close()
    guard = startGuard()
    // Whatever it would do is done when another guard has done its work.
    const other = createNodeProcess({
      name: 'n2',
      program: PROGRAM,
      args: ['node', '--data', path.join(dir, 'other'), '--port', '0'],
      logFile: path.join(dir, 'other.log'),
      engine: enginePlace(path.join(dir, 'other')),
      guard,
      onState: () => undefined,
    })
    mkdirSync(path.join(dir, 'other'))
    await other.start()
    guard.close()
    await expect.poll(() => other.state()).toBe('failed')
    expect([stateOf(own), stateOf(engine)]).not.toContain(undefined)
  })
})

test('an engine is known by its arguments, not by its id alone', () => {
  mkdirSync(enginePlace(dir).home)
  expect(findEngine(enginePlace(dir))).toBeUndefined()
  for (const wrong of ['', 'x', '-1', '1', `${process.pid}`, '4194304']) {
    writeFileSync(enginePlace(dir).pidFile, wrong)
    expect(findEngine(enginePlace(dir))).toBeUndefined()
  }
  expect(existsSync(enginePlace(dir).pidFile)).toBe(true)
})
