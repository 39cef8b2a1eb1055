import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeRoom } from '#cli/confine/room.ts'
import { makeFakeUpgrade } from './fake-upgrade.ts'
import { type HostileBuild, hostileBuilds } from './hostile-builds.ts'
import { createUpgradeSetting, type StartedNode, type UpgradeSetting } from './setting.fixture.ts'
import { redStep, tryBundle } from './try-bundle.ts'

const MARK = `left-by-a-bundle-${process.pid}`

let setting: UpgradeSetting
let started: StartedNode
let executed = 0

beforeAll(async () => {
  setting = createUpgradeSetting()
  fs.writeFileSync(path.join(setting.folder, 'secret'), 'a key', { mode: 0o600 })
  started = await setting.start()
})
afterAll(async () => {
  await started.node.end('SIGKILL')
  setting.remove()
})

/** The node of this machine goes on, and nothing of a bundle is left. */
afterEach(async () => {
  const before = await started.driver.client.getBlockNumber()
  await started.driver.step()
  expect(await started.driver.client.getBlockNumber()).toBe(before + 1n)
  const left = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((name) => readCommand(name).includes(MARK))
  expect(left).toEqual([])
  expect(fs.existsSync(path.join(setting.folder, 'written'))).toBe(false)
  expect(fs.existsSync(path.join(tmpdir(), 'written-by-a-bundle'))).toBe(false)
})

function readCommand(id: string): string {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe('a bundle whose recipe', () => {
  const builds = (port = 0): readonly HostileBuild[] =>
    hostileBuilds({
      key: path.join(setting?.folder ?? '', 'secret'),
      folder: setting?.folder ?? '',
      port,
      mark: MARK,
    })

  test('is harmless builds', async () => {
    const { steps } = await tryBundle(setting, makeFakeUpgrade())
    expect(steps.slice(0, 5).map((one) => one.result)).toEqual(Array(5).fill('green'))
  })

  test.each(builds().map((one, at) => [one.name, at] as const))('%s', async (_, at) => {
    const port = Number(new URL(started.rpcUrl).port)
    const hostile = builds(port)[at]
    if (hostile === undefined) throw new Error('there is such a bundle')
    const report = await tryBundle(setting, makeFakeUpgrade(hostile.upgrade), hostile.limits)
    const red = redStep(report)
    expect(red?.step).toBe(hostile.step ?? 'build')
    expect(red?.findings.join('\n')).toMatch(hostile.finding)
    expect(report.verdict).toBe('red')
    executed++
  })

  test('was tried for each kind of harm', () => {
    expect(executed).toBe(builds().length)
    expect(executed).toBeGreaterThanOrEqual(23)
  })
})

test('the machine keeps programs apart here, or nothing of this was tried', () => {
  expect(makeRoom(path.join(setting.folder, 'room'), [], []).isolation).toBe('namespaces')
})
