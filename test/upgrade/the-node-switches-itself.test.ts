import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFakeUpgrade } from './fake-upgrade.ts'
import { createUpgradeSetting, type StartedNode, type UpgradeSetting } from './setting.fixture.ts'

let setting: UpgradeSetting
let started: StartedNode

beforeAll(async () => {
  setting = createUpgradeSetting()
  started = await setting.start()
})
afterAll(async () => {
  await started.node.end('SIGKILL')
  setting.remove()
})

test('a node goes on as the prepared program, in the same process', async () => {
  const { node, driver, confirm, rpcUrl } = started
  const id = await confirm(makeFakeUpgrade())
  const prepare = ['upgrade', 'prepare', String(id), '--data', setting.dataDir, '--rpc', rpcUrl]
  const prepared = await setting.run(...prepare)
  expect(prepared.err).toContain('built again: every byte is that of the bundle')
  expect(prepared.err).toContain(`boule proposal ready ${id}`)
  expect(prepared.code).toBe(0)

  await driver.makeReady(id)
  const over = node.next('took-over')
  await driver.runOut()
  expect(await over).toEqual({
    type: 'took-over',
    version: 2,
    startedAs: '2',
    args: setting.nodeArguments(),
    pid: node.pid,
    cwd: process.cwd(),
  })
  expect(node.errors()).toContain('boule: going on with version 2 of the software')
  expect(await node.end()).toBe(7)
})
