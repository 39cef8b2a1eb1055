import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProposalImpact } from '#sdk/reads/impact-records.ts'
import type { CliRun } from './cli.fixture.ts'
import { startTestDevnet } from './dev-node.fixture.ts'

// Drafts on a devnet of three epochs, against a real node.

let network: Awaited<ReturnType<typeof startTestDevnet>>
beforeAll(async () => {
  network = await startTestDevnet()
  await network.mineTo(370)
})
afterAll(() => network.close())

const run = (...args: readonly string[]): Promise<CliRun> => network.run(...args)

async function draft(file: string, rule: string, to: string): Promise<void> {
  const { code } = await run('proposal', 'draft', file, '--rule', rule, '--to', to)
  expect(code).toBe(0)
}

test('a draft says what it would have done to all, to a delegate and to a voter', async () => {
  await draft('reward.json', 'epochRewardRau', '9,000 coins')
  const words = 'proposal impact --file reward.json --delegate coredev --account dev:coredev'.split(
    ' ',
  )
  const { code, out, err } = await run(...words)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('epochRewardRau: 18,750 → 9,000 coins')
  expect(out).toMatch(/coins, epochs 1 to 3 +as it was +with the change +difference\n/)
  expect(out).toMatch(/for blocks +[\d,]+\.00 +[\d,]+\.00 +0\.00\n/)
  expect(out).toMatch(/by votes .*-29,2\d\d\.\d\d\n/)
  expect(out).toMatch(/\n +2 +[\d,.]+ +[\d,.]+ +-[\d,.]+\n/)
  expect(out).toMatch(/coredev +\d+\.\d\d % /)
  expect(out).toContain('promises, which the chain does not enforce')
  expect(out).not.toContain('Left out')
  const impact = await network.json<ProposalImpact>(...words, '--epochs', '2')
  expect(impact.epochs.map(({ epoch }) => epoch)).toEqual([2, 3])
  expect(impact).toMatchObject({ proposal: null, delegates: [{ name: 'coredev' }] })
})

test('one that is on chain is named by its number', async () => {
  await draft('set.json', 'consensusDelegates', '30')
  const { done } = await network.json<{ done: boolean }>(
    ...'proposal submit set.json --from dev:0'.split(' '),
  )
  expect(done).toBe(true)
  const { code, out } = await run('proposal', 'impact', '1')
  expect(code).toBe(0)
  expect(out).toContain('if it were elected now:\n  as it is: 36 elected, 24 of them to produce\n')
  expect(out).toContain('with the change: 30 elected, 24 of them to produce\n')
  expect(out).toMatch(/not elected any more: (\w+, ){5}\w+\n/)
  expect(out).not.toContain('coins, epoch')
})

test('payments say what the community fund could have paid', async () => {
  const payments = [{ to: `0x${'11'.repeat(20)}`, perEpoch: '5 coins', epochs: 2 }]
  const document = { title: 'Pay', text: 'set.md', kind: 'treasury', payments }
  writeFileSync(path.join(network.setting.folder, 'pay.json'), JSON.stringify(document))
  const { code, out, err } = await run('proposal', 'impact', '--file', 'pay.json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/as in epoch +comes in +due +paid +owed +left in the fund\n/)
  expect(out).toMatch(/\n +2 +0\.00 +5\.00 +0\.00 +10\.00 +0\.00\n/)
})

test('what has no figure is named', async () => {
  await draft('pace.json', 'blockIntervalMs', '500 ms')
  const { out } = await run('proposal', 'impact', '--file', 'pace.json')
  expect(out).toMatch(/No figure for:\n {2}blockIntervalMs: past epochs had the blocks that/)
})

test.each([
  [[], 2, 'name either a proposal by its number, or a draft with --file'],
  [['1', '--file', 'reward.json'], 2, 'name either a proposal'],
  [['99'], 1, 'there is no proposal 99'],
  [['1', '--delegate', 'zed'], 1, 'there is no delegate "zed"'],
  [['1', '--epochs', '31'], 2, 'write a whole number from 1 to 30'],
  [['--file', 'none.json'], 1, 'none.json'],
])('proposal impact %j is refused in one line', async (args, code, text) => {
  const refused = await run('proposal', 'impact', ...args)
  expect(refused.code).toBe(code)
  expect(refused.err).toMatch(/^boule: [^\n]+\n$/)
  expect(refused.err).toContain(text)
})
