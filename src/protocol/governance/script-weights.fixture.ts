import { coins } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import type { Receipt } from '../block.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import type { TestNetworkOptions } from '../test-network.fixture.ts'
import { createGovernanceNetwork, type GovernanceNetwork } from './governance.fixture.ts'

export const runScript = await createScriptRunner()

/** No bonus for anybody. */
export const FLAT = `function voteWeights({ formula }) {
  return formula.map((row) => row.map(() => 1000000))
}`
/** 0.1 % for each day, twice as much with auto-stake. */
export const LINEAR = `const voteWeights = ({ maxDays }) => [1, 2, 2].map((slope) =>
  Array.from({ length: maxDays + 1 }, (_, days) => 1000000 + slope * 1000 * days))`

export const RULES: Partial<Rules> = {
  technicalTimelockExtraEpochs: 1,
  consensusDelegates: 3,
  producers: 3,
}

/** dave comes third only because emil has locked 100 coins for him for 1,050 days: 870 + 100 × 1.38 votes. */
export function startWeighed(
  options: Omit<TestNetworkOptions, 'runScript'> = {},
): GovernanceNetwork {
  const stakes = { alice: 3_000, bob: 2_000, carol: 1_000, dave: 870 }
  const network = createGovernanceNetwork(
    { ...RULES, ...options.rules },
    {
      delegates: Object.entries(stakes).map(([name, selfStakeCoins]) => ({ name, selfStakeCoins })),
      ...options,
      runScript,
    },
  )
  stake(network, 'emil', 'dave', 100, 1_050)
  return network
}

export function stake(
  network: GovernanceNetwork,
  who: string,
  delegate: string,
  amount: number,
  days: number,
): void {
  const signature = 'createStake(string,uint256,uint32,bool,uint8[])'
  const values = [delegate, coins(amount), days, false, []]
  succeed(network.call(who, STAKING_ADDRESS, signature, values))
}

/** Takes a script from its proposal to its action, at the end of the epoch that runs then. */
export function actScripts(
  network: GovernanceNetwork,
  ...sources: readonly string[]
): readonly number[] {
  const ids = sources.map((source, place) =>
    network.propose(place === 0 ? 'dora' : 'carol', {
      kind: 'script',
      slot: 'vote-weight',
      source,
    }),
  )
  for (const id of ids) network.until(id, 'support')
  for (const id of ids) {
    for (const who of ['alice', 'bob']) succeed(network.support(who, id))
  }
  for (const id of ids) network.until(id, 'voting')
  for (const id of ids) {
    for (const who of ['alice', 'bob']) succeed(network.vote(who, id, 10_000, 0))
  }
  for (const id of ids) network.until(id, 'actioned')
  return ids
}

function succeed({ status, code }: Receipt): void {
  if (status !== 1) throw new Error(`refused with code ${code}`)
}
