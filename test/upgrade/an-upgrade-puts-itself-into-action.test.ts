import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uploadBundle } from '#bundles/upload-bundle.ts'
import { hashReport, type PreflightReport } from '#cli/preflight/report.ts'
import { makeFakeUpgrade } from './fake-upgrade.ts'
import { makeRealUpgrade, PACKAGES } from './real-upgrade.ts'
import {
  createUpgradeSetting,
  type StartedNode,
  untilReady,
  type UpgradeSetting,
} from './setting.fixture.ts'

/** What the bundle brings: Node's own test runner runs it, and it starts the program under test. */
const OWN_TEST = `import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

test('the program is the new one', () => {
  const said = execFileSync(process.execPath, [process.env.BOULE_PROGRAM, '--version'])
  assert.equal(said.toString().trim(), '9.2.0')
})
`

let setting: UpgradeSetting
let started: StartedNode
let upgrade: Awaited<ReturnType<typeof makeRealUpgrade>>

/** Building the project takes half a minute of a core. */
const MINUTES = 600_000

beforeAll(async () => {
  setting = createUpgradeSetting()
  const more = { 'tests/version.test.mjs': OWN_TEST }
  const made = makeRealUpgrade(setting.folder, more)
  started = await setting.start()
  await setting.importOwner('corinth')
  upgrade = await made
}, MINUTES)
afterAll(async () => {
  await started.node.end('SIGKILL')
  setting.remove()
})

test(
  'a real software change goes from a draft to a node that has switched itself, twice',
  async () => {
    const { node, driver, rpcUrl } = started
    const id = await driver.propose(upgrade.plan)
    await uploadBundle({ bundle: upgrade.bundle, url: rpcUrl })
    await driver.until(id, 'support')

    const rebuilding = ['--data', setting.dataDir, '--rpc', rpcUrl, '--link-dependencies', PACKAGES]
    const attesting = ['--attest', '--from', 'corinth', '--report', 'report.json', '--json']
    const state = ['--genesis', setting.genesis]
    const tried = await setting.run(
      'proposal',
      'preflight',
      `${id}`,
      ...rebuilding,
      ...state,
      ...attesting,
    )
    expect(tried.err).toContain('1 tests of 1 files passed')
    const { report, reportHash } = JSON.parse(tried.out) as {
      readonly report: PreflightReport
      readonly reportHash: string
    }
    expect(report.steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'bundle green',
      'packages green',
      'build green',
      'artifacts green',
      'program green',
      'replay green',
      'start green',
      'tests green',
    ])
    expect(report).toMatchObject({ verdict: 'green', isolation: 'namespaces', packages: 'linked' })
    expect(reportHash).toBe(hashReport(report))
    const written = fs.readFileSync(path.join(setting.folder, 'report.json'), 'utf8')
    expect(JSON.parse(written)).toEqual(report)
    const attested = await driver.client.getProposal({ proposal: id })
    expect(attested.attestations).toMatchObject({ green: [{ name: 'corinth' }], red: [] })

    await driver.pass(id)
    await driver.until(id, 'signalling')
    // Building it a second time would say nothing new: that is tried with a small program.
    const prepared = await setting.run(
      'upgrade',
      'prepare',
      String(id),
      ...rebuilding,
      '--artifact',
    )
    expect(prepared.err).toContain(`boule proposal ready ${id}`)
    await driver.makeReady(id)
    const switching = untilReady(node)
    await driver.runOut()
    const switched = await switching
    const next = switched.driver
    expect(node.errors()).toContain('boule: going on with version 2 of the software')
    expect(await next.client.request({ method: 'web3_clientVersion' })).toContain('9.2.0')
    const before = await next.client.getBlockNumber()
    await next.step()
    expect(await next.client.getBlockNumber()).toBe(before + 1n)
    expect(await next.client.getSoftwareVersion()).toMatchObject({ version: 2, proposal: id })
    expect(await next.client.getProposal({ proposal: id })).toMatchObject({ state: 'actioned' })

    // A service starts the old program again: it looks at nothing and goes on as the new one, or when it has forgotten, at the first block of that.
    const versions = path.join(setting.dataDir, 'versions')
    expect(await node.end()).toBe(0)
    const restarted = await setting.start()
    await restarted.driver.step()
    expect(await restarted.node.end()).toBe(0)
    fs.rmSync(path.join(versions, 'running'))
    started = await setting.start()
    for (const { errors } of [restarted.node, started.node]) {
      expect(errors().match(/going on with version 2/g)).toHaveLength(1)
    }
    expect(started.node.said).toHaveLength(1)
    expect(fs.readFileSync(path.join(versions, 'running'), 'utf8')).toBe('2\n')

    const third = makeFakeUpgrade({ version: 3 })
    const thirdId = await started.confirm(third)
    const again = ['--data', setting.dataDir, '--rpc', started.rpcUrl]
    await setting.run('upgrade', 'prepare', `${thirdId}`, ...again)
    await started.driver.makeReady(thirdId)
    const over = started.node.next('took-over')
    await started.driver.runOut()
    expect(await over).toMatchObject({ version: 3, startedAs: '3', pid: started.node.pid })
    const listed = await setting.run('upgrade', 'list', '--data', setting.dataDir, '--json')
    expect(JSON.parse(listed.out)).toMatchObject({
      softwareVersion: 1,
      prepared: [
        { version: 2, origin: 'artifact' },
        { version: 3, origin: 'rebuilt' },
      ],
    })
    expect(await started.node.end()).toBe(7)
  },
  MINUTES,
)
