import { afterAll, beforeAll, expect, test } from 'vitest'
import { uploadBundle } from '#bundles/upload-bundle.ts'
import { type FakeUpgrade, makeFakeUpgrade } from './fake-upgrade.ts'
import { createUpgradeSetting, type StartedNode, type UpgradeSetting } from './setting.fixture.ts'

let setting: UpgradeSetting
let started: StartedNode

beforeAll(async () => {
  setting = createUpgradeSetting()
  started = await setting.start()
  await setting.importOwner('delphi')
})
afterAll(async () => {
  await started.node.end('SIGKILL')
  setting.remove()
})

/** Proposes it, publishes its bundle, and has the owner of a delegate try and attest it. */
async function proposeAndTry({ plan, bundle }: FakeUpgrade) {
  const { driver, rpcUrl } = started
  const id = await driver.propose(plan)
  await uploadBundle({ bundle, url: rpcUrl })
  await driver.until(id, 'support')
  const where = ['--rpc', rpcUrl, '--data', setting.dataDir, '--genesis', setting.genesis]
  const attesting = ['--attest', '--from', 'delphi']
  const tried = await setting.run('proposal', 'preflight', `${id}`, ...where, ...attesting)
  return { id, tried }
}

test.each([
  ['does not build', makeFakeUpgrade({ commands: [['node', 'missing.mjs']] }), 'build      red'],
  [
    'brings another program than its source gives',
    makeFakeUpgrade({ source: { 'source/program.base64': 'AAAA' } }),
    'artifacts  red',
  ],
  ['is another version than it says', makeFakeUpgrade({ claims: 5 }), 'program    red'],
])('a change that %s is attested red, and rejected', async (_, upgrade, line) => {
  const { driver } = started
  const { id, tried } = await proposeAndTry(upgrade)
  expect(tried.code).toBe(1)
  expect(tried.err).toContain(line)
  expect(tried.out).toMatch(new RegExp(`^Proposal ${id} is red. Report 0x[0-9a-f]{64}\n$`))
  const attested = await driver.client.getProposal({ proposal: id })
  expect(attested.attestations).toMatchObject({ green: [], red: [{ name: 'delphi' }] })
  const states = new Set<string>()
  await driver.support(id)
  // One alone stops nothing; five of eight do.
  for (const owner of ['athens', 'corinth', 'megara', 'samos']) {
    await driver.attest(id, owner, false)
  }
  for (let blocks = 0; blocks < 40; blocks++) {
    await driver.step()
    states.add((await driver.client.getProposal({ proposal: id })).state)
  }
  expect([...states].filter((state) => state !== 'support')).toEqual(['rejected'])
})

test('a change whose bundle nobody has is not judged', async () => {
  const { driver, rpcUrl } = started
  const { plan, bundle } = makeFakeUpgrade({ more: { 'tests/none.test.mjs': '' } })
  const id = await driver.propose(plan)
  const where = ['--rpc', rpcUrl, '--data', setting.dataDir, '--genesis', setting.genesis]
  const attesting = ['--attest', '--from', 'delphi']
  const tried = await setting.run('proposal', 'preflight', `${id}`, ...where, ...attesting)
  expect(tried).toMatchObject({ code: 1, out: '' })
  expect(tried.err).toContain(`boule: nobody gives the index of the bundle ${bundle.root}`)
  const { attestations } = await driver.client.getProposal({ proposal: id })
  expect(attestations).toMatchObject({ green: [], red: [] })
})
