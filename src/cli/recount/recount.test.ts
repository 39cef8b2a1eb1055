import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatGenesis } from '#params/genesis-file.ts'
import { devnetGenesis } from '#params/devnet/genesis.ts'
import { BallotCast } from '#protocol/governance/events.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import type { CliRun } from '../cli.fixture.ts'
import { startTestDevnet } from '../dev-node.fixture.ts'
import { type Lie, startLyingNode } from './lying-node.fixture.ts'

// A policy with delegated, split, changed and relayed ballots on a started devnet, counted from its logs at each step.

interface Recount {
  readonly open: boolean
  readonly agrees: boolean
  readonly figures: readonly {
    readonly name: string
    readonly recount: string | number
    readonly node: string | number
    readonly source: string
    readonly agrees: boolean
  }[]
}

let network: Awaited<ReturnType<typeof startTestDevnet>>
beforeAll(async () => {
  network = await startTestDevnet()
})
afterAll(() => network.close())

const run = (text: string): Promise<CliRun> => network.run(...text.split(' '))
const json = <T>(text: string): Promise<T> => network.json<T>(...text.split(' '))

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

async function expectAgreement(): Promise<Recount> {
  const found = await json<Recount>('recount proposal 1')
  expect(found.figures.filter((one) => !one.agrees)).toEqual([])
  expect(found.agrees).toBe(true)
  return found
}

function valueOf({ figures }: Recount, name: string): string | number | undefined {
  return figures.find((one) => one.name === name && one.source === 'boule_proposal')?.recount
}

const COIN = 10n ** 18n
const million = (count: number): string => `${BigInt(count) * 1_000_000n * COIN}`

describe('a recount on a started devnet', () => {
  test('agrees while support is looked for, also after stake has moved', async () => {
    for (const account of ['dev:1', 'dev:2', 'dev:3', 'dev:4']) {
      await json(`stake create cpc 9,000,000 --days 91 --auto-stake --from ${account}`)
    }
    await network.json(
      ...'proposal draft reward.json --rule epochRewardRau --to'.split(' '),
      '9,000 coins',
    )
    await json('proposal submit reward.json --from dev:0')
    await expectAgreement()
    await until('support')
    await endEpoch()
    await json('proposal support 1 --from dev:1')
    await json('proposal support 1 --editorial --from dev:2')
    const found = await expectAgreement()
    expect(valueOf(found, 'supporters')).toBe(2)
    expect(valueOf(found, 'support')).toBe(million(18))
    await json('proposal delegate policy dev:1 --from dev:3')
    await json('proposal delegate policy dev:1 --from dev:4')
  })

  test('agrees while the vote is open, and says what would come out', async () => {
    await until('voting')
    await network.mineTo((await network.client.getStatus()).height + 1)
    await json('proposal vote 1 no --from dev:1')
    await json('proposal vote 1 yes --from dev:1')
    await json('proposal vote 1 --split 60:30:10 --from dev:2')
    // Who votes takes its power back from its delegate.
    await json('proposal vote 1 no --from dev:4')
    const found = await expectAgreement()
    expect(found.open).toBe(true)
    expect(valueOf(found, 'ballots')).toBe(3)
    expect(valueOf(found, 'yes')).toBe(`${BigInt(million(18)) + (BigInt(million(9)) * 6n) / 10n}`)
    const { out, code } = await run('recount proposal 1')
    expect(code).toBe(0)
    expect(out).toContain(
      'The vote is open: this is how it would end with the ballots that are in.',
    )
    expect(out).toMatch(/\nagrees, at block [\d,]+: \d+ figures\n$/)
  })

  test('agrees with the verdict', async () => {
    await until('actioned')
    const found = await expectAgreement()
    expect(found.open).toBe(false)
    const sources = new Set(found.figures.map((one) => one.source))
    expect([...sources]).toEqual([
      'boule_proposal',
      'ProposalQualified',
      'BallotCast',
      'VoteCounted',
      'ProposalChanged',
    ])
  })

  test('takes a genesis from a file, and no other than that of the network', async () => {
    const file = path.join(network.setting.folder, 'genesis.json')
    const genesis = devnetGenesis()
    writeFileSync(file, JSON.stringify(formatGenesis(genesis)))
    const { code, out } = await run('recount proposal 1 --genesis genesis.json')
    expect(code).toBe(0)
    expect(out).toContain('agrees')
    writeFileSync(
      file,
      JSON.stringify(formatGenesis({ ...genesis, timeMs: genesis.timeMs + 1_000 })),
    )
    const other = await run('recount proposal 1 --genesis genesis.json')
    expect(other.code).toBe(1)
    expect(other.err).toMatch(
      /^boule: genesis\.json is not the genesis of the network of http.*\n$/,
    )
  })

  test('of a proposal that there is not is refused in a line', async () => {
    const { code, err } = await run('recount proposal 7')
    expect(code).toBe(1)
    expect(err).toMatch(/^boule: [^\n]+\n$/)
  })
})

interface Said {
  readonly vote: Readonly<Record<string, unknown>>
}

function isSaid(result: unknown): result is Said {
  return typeof result === 'object' && result !== null && 'vote' in result
}

/** Changes one figure of the vote in the table of the node. */
function lieAbout(name: string, value: unknown): Lie {
  return (_, result) =>
    isSaid(result) ? { ...result, vote: { ...result.vote, [name]: value } } : result
}

/** Leaves a ballot out of the logs. */
const hideBallot: Lie = (method, result) => {
  if (method !== 'eth_getLogs') return result
  const logs = result as readonly { readonly topics: readonly string[] }[]
  const hidden = logs.findLastIndex(({ topics }) => topics[0] === BallotCast.topic)
  return logs.filter((_log, place) => place !== hidden)
}

describe('a node that lies', () => {
  test.each<[what: string, lie: Lie, says: RegExp]>([
    [
      'about the sum of yes',
      lieAbout('yesRau', million(99)),
      /\nfirst difference: yes: the recount is 23,400,000, boule_proposal says 99,000,000\n$/,
    ],
    [
      'about the quorum',
      lieAbout('quorumBps', 4_000),
      /\nfirst difference: quorum: the recount is [\d.]+ %, boule_proposal says 40\.00 %\n$/,
    ],
    [
      'about the verdict',
      lieAbout('reason', 'no-majority'),
      /\nfirst difference: verdict: the recount is majority, boule_proposal says no-majority\n$/,
    ],
    [
      'by hiding a ballot',
      hideBallot,
      /\nfirst difference: ballots: the recount is 2, boule_proposal says 3\n$/,
    ],
  ])('%s is found out', async (_, lie, says) => {
    const liar = await startLyingNode(network.rpcUrl, lie)
    try {
      const { code, out } = await run(`recount proposal 1 --rpc ${liar.url}`)
      expect(code).toBe(1)
      expect(out).toMatch(says)
      expect(out).toContain('≠')
      const { agrees } = JSON.parse(
        (await run(`recount proposal 1 --rpc ${liar.url} --json`)).out,
      ) as Recount
      expect(agrees).toBe(false)
    } finally {
      await liar.close()
    }
  })
})
