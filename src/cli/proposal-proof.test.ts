import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GovernanceProof } from '#sdk/proofs/get-governance-proof.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import type { CliRun } from './cli.fixture.ts'
import { startTestDevnet } from './dev-node.fixture.ts'
import { type Lie, startLyingNode } from './recount/lying-node.fixture.ts'

// A vote with a delegation and a split ballot on a started devnet, checked by proofs at each step.

interface Report {
  readonly agrees: boolean
  readonly figures: readonly { readonly name: string; readonly agrees: boolean }[]
  readonly unproven: readonly string[]
}

let network: Awaited<ReturnType<typeof startTestDevnet>>
beforeAll(async () => {
  network = await startTestDevnet()
})
afterAll(() => network.close())

const run = (text: string): Promise<CliRun> => network.run(...text.split(' '))
const json = <T>(text: string): Promise<T> => network.json<T>(...text.split(' '))
const VOTER = 'dev:1'
const GIVER = 'dev:2'

async function endEpoch(): Promise<void> {
  const { height, endHeight, epoch } = await network.client.getStatus()
  const next = await network.client.getEpoch({ epoch: epoch + 1 })
  await network.mineTo(height < endHeight ? endHeight : next.endHeight)
}

async function until(state: string): Promise<void> {
  for (let i = 0; i < 20; i++) {
    if ((await json<Proposal>('proposal status 1')).state === state) return
    await endEpoch()
  }
  throw new Error(`the proposal is never ${state}`)
}

async function expectAgreement(account: string, ...names: readonly string[]): Promise<Report> {
  const report = await json<Report>(`proposal proof 1 --account ${account}`)
  expect(report.figures.filter((one) => !one.agrees)).toEqual([])
  expect(report.agrees).toBe(true)
  expect(report.figures.map((one) => one.name)).toEqual(expect.arrayContaining([...names]))
  return report
}

describe('proposal proof', () => {
  test('agrees at every step, and says what cannot be proven', async () => {
    for (const account of [VOTER, GIVER]) {
      await json(`stake create cpc 9,000,000 --days 91 --auto-stake --from ${account}`)
    }
    await network.json(
      ...'proposal draft reward.json --rule epochRewardRau --to'.split(' '),
      '9,000 coins',
    )
    await json('proposal submit reward.json --from dev:0')
    await json(`proposal delegate policy ${VOTER} --from ${GIVER}`)
    const { unproven } = await expectAgreement(VOTER, 'power root', 'state', 'content')
    expect(unproven.join()).toContain('power is fixed when the proposal qualifies')
    await until('support')
    await endEpoch()
    await json(`proposal support 1 --from ${VOTER}`)
    await until('voting')
    await network.mineTo(Number(await network.client.getBlockNumber()) + 1)
    await json(`proposal vote 1 --split 60:30:10 --from ${VOTER}`)
    const voted = await expectAgreement(VOTER, 'ballot root', 'own power', 'power by epoch')
    expect(voted.figures.map((one) => one.name)).toContain('power given by others')
    await expectAgreement(GIVER, 'delegation root', 'power by epoch', 'lets vote now')
    await expectAgreement('dev:3', 'state')
  })

  test('says so in words, with the block and who is trusted', async () => {
    const { code, out } = await run(`proposal proof 1 --account ${VOTER}`)
    expect(code).toBe(0)
    expect(out).toMatch(/own yes +60\.00 % +60\.00 % +ballot\(…\)/)
    expect(out).toMatch(/\nagrees: \d+ facts under the app hash of block \d+, as http.* has it\n$/)
  })

  test.each<readonly [string, string, Lie, RegExp]>([
    [
      'counts other ballots',
      'boule_proposal',
      (method, result) =>
        method === 'boule_proposal' ? withVote(result as Proposal, { noRau: '5' }) : result,
      /first difference: no: proven is [\d,.]+, boule_proposal says 0\.0+5\n$/,
    ],
    [
      'has another block',
      'eth_getBlockByNumber',
      (method, result) =>
        method === 'eth_getBlockByNumber'
          ? { ...(result as object), stateRoot: `0x${'07'.repeat(32)}` }
          : result,
      /^boule: the proof does not hold: the module is not under the app hash\n$/,
    ],
    [
      'hides a ballot and says that there is none',
      'boule_governanceProof',
      (method, result) =>
        method === 'boule_governanceProof'
          ? { ...(result as GovernanceProof), ballot: null }
          : result,
      /a ballot: that there is none cannot be proven; boule recount proposal finds out/,
    ],
    [
      'shows a record of somebody else',
      'boule_governanceProof',
      (method, result) =>
        method === 'boule_governanceProof'
          ? { ...(result as GovernanceProof), power: (result as GovernanceProof).tally }
          : result,
      /^boule: the proof does not hold: it is of governance\.tallies, not of governance\.powers\n$/,
    ],
  ])('tells of a node that %s', async (_, __, lie, text) => {
    const liar = await startLyingNode(network.rpcUrl, lie)
    try {
      const { out, err } = await run(`proposal proof 1 --account ${VOTER} --rpc ${liar.url}`)
      expect(out + err).toMatch(text)
    } finally {
      await liar.close()
    }
  })

  test('tells of a node whose state is not that of another', async () => {
    const liar = await startLyingNode(network.rpcUrl, (method, result) =>
      method === 'eth_getBlockByNumber'
        ? { ...(result as object), stateRoot: `0x${'07'.repeat(32)}` }
        : result,
    )
    try {
      const { code, err } = await run(`proposal proof 1 --account ${VOTER} --against ${liar.url}`)
      expect({ code, err }).toEqual({
        code: 1,
        err: 'boule: the proof does not hold: the module is not under the app hash\n',
      })
    } finally {
      await liar.close()
    }
  })

  test('wants a proposal and an account', async () => {
    expect((await run('proposal proof 99 --account dev:0')).err).toContain('no proposal 99')
    expect((await run('proposal proof 1')).code).not.toBe(0)
    expect((await run('proposal proof 1 --account nobody')).code).not.toBe(0)
  })
})

function withVote(proposal: Proposal, change: object): object {
  return { ...proposal, vote: { ...proposal.vote, ...change } }
}
