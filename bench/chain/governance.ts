/**
 * Governance with many voters, each with a bucket of its own: ballots through execution beside staking transactions of the same run,
 * the count of all ballots block by block, and the boundary at which proposals qualify beside an ordinary one. Signatures are left out:
 * they cost both kinds of transaction the same.
 *   node bench/chain/governance.ts [--voters N] [--ballots N] [--delegations N]
 */
import { parseArgs } from 'node:util'
import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { coins } from '#base/integers.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { getTally } from '#protocol/governance/tally.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { castBallot, govern, openBenchNetwork, pretend, propose } from './governance-network.ts'
import { makeLargeGenesis } from './large-network.ts'

const { values } = parseArgs({
  options: {
    voters: { type: 'string', default: '1100000' },
    ballots: { type: 'string', default: '1000000' },
    delegations: { type: 'string', default: '100000' },
  },
})
const voters = Number(values.voters)
const ballots = Math.min(voters, Number(values.ballots))
const delegations = Math.min(voters - ballots, Number(values.delegations))
const BLOCK = 1_000
const DELEGATES = 60
const SUPPORTERS = 1_000

process.stderr.write('making the network\n')
const large = makeLargeGenesis({ accounts: voters, buckets: voters + DELEGATES, holders: [] })
// The vote has to last as long as all ballots take.
const blocksPerEpoch = Math.ceil((ballots / BLOCK + 200) / 24) * 24
const genesis = {
  ...large,
  rules: {
    ...large.rules,
    blocksPerEpoch,
    policyVotingEpochs: 1,
    closingWindowEpochs: 0,
    policySupportQuorumBps: 1,
    policyMinSupporters: 1,
    maxBlockGas: 10_000_000_000,
    lapseFloorBps: 0,
  },
}
const network = openBenchNetwork(genesis)
const { world } = network.machine
const accounts = genesis.accounts.map(({ address }) => address)
const account = (place: number): Address => must(accounts[place % accounts.length], 'an account')
const nonceOf = (place: number): number => getAccount(world.accounts, account(place)).nonce

const round = (value: number): number => Math.round(value * 100) / 100

/** Milliseconds of all blocks that carry the transactions. */
function runAll(count: number, make: (place: number) => SignedTransaction): number {
  let ms = 0
  for (let from = 0; from < count; from += BLOCK) {
    const size = Math.min(BLOCK, count - from)
    ms += network.block(Array.from({ length: size }, (_, i) => make(from + i))).ms
  }
  return ms
}

function stake(place: number): SignedTransaction {
  const signature = 'createStake(string,uint256,uint32,bool,uint8[])'
  const amount = coins(100 + (place % 50))
  const data = encodeCall(signature, [
    `bench${place % DELEGATES}`,
    amount,
    place % 1_051,
    false,
    [],
  ])
  return pretend(account(place), { nonce: nonceOf(place), to: STAKING_ADDRESS, data })
}

function report(bench: string, figures: object): void {
  process.stdout.write(`${JSON.stringify({ bench, voters, ...figures })}\n`)
}

process.stderr.write('the first boundaries, an empty one, and one with much staking\n')
// Here the stake of genesis comes of age in one class of proposals after the other.
const firstMs = Math.max(network.endEpoch().ms, network.endEpoch().ms)
const emptyMs = network.endEpoch().ms
const stakes = 100_000
const stakingMs = runAll(Math.min(stakes, voters), (place) => stake(place))
const busyMs = network.endEpoch().ms
// Power of what was staked is counted again when it comes of age.
const agedMs = network.endEpoch().ms
network.endEpoch()
network.endEpoch()

process.stderr.write('support and qualification\n')
const payload = {
  kind: 'policy',
  sets: [{ name: 'epochRewardRau', expected: `${genesis.rules.epochRewardRau}`, value: '5' }],
  sunsetEpochs: 0,
} as const
network.block([propose(account(0), nonceOf(0), payload, coins(1_000))])
network.endEpoch()
runAll(delegations, (i) => {
  const place = ballots + i
  const call = 'delegatePower(uint8,address)'
  return govern(account(place), nonceOf(place), call, [1, account(i % ballots)])
})
runAll(Math.min(SUPPORTERS, voters), (place) => {
  const { id, root } = network.proposal(1)
  return govern(account(place), nonceOf(place), 'support(uint64,bytes32,bool)', [id, root, false])
})
const qualifiedMs = network.endEpoch().ms
if (network.proposal(1).state !== 'qualified') throw new Error('the proposal has not qualified')
const openedMs = (() => {
  for (;;) {
    const { ms } = network.endEpoch()
    if (network.proposal(1).state === 'voting') return ms
  }
})()
report('governance-boundary', {
  firstMs: round(firstMs),
  emptyMs: round(emptyMs),
  afterStakingMs: round(busyMs),
  comingOfAgeMs: round(agedMs),
  stakedInEpoch: Math.min(stakes, voters),
  qualifiedMs: round(qualifiedMs),
  voteOpenedMs: round(openedMs),
  ratioQualifiedToEmpty: round(qualifiedMs / emptyMs),
})

process.stderr.write('ballots\n')
const proposal = network.proposal(1)
const ballotMs = runAll(ballots, (place) =>
  castBallot(account(place), nonceOf(place), proposal, place % 3 === 0 ? 0 : 10_000),
)
const stakesMs = stakingMs / Math.min(stakes, voters)
report('governance-ballots', {
  ballots,
  ballotsPerSecond: Math.round((ballots * 1_000) / ballotMs),
  stakingPerSecond: Math.round(1_000 / stakesMs),
  ratioToStaking: round((ballots * stakesMs) / ballotMs),
})

process.stderr.write('the count\n')
network.endEpoch()
if (network.proposal(1).state !== 'tallying') throw new Error('the vote is not over')
const budget = genesis.rules.tallyBudgetRecords
const times: number[] = []
let most = 0
let countedBefore = 0
while (network.proposal(1).state === 'tallying') {
  times.push(network.block().ms)
  const { counted } = getTally(world, 1)
  most = Math.max(most, counted - countedBefore)
  countedBefore = counted
}
const idleMs = network.block().ms
times.sort((a, b) => a - b)
report('governance-count', {
  ballots,
  delegations,
  blocks: times.length,
  mostRecords: most,
  budget,
  withinBudget: most <= budget,
  medianMs: round(times[Math.floor(times.length / 2)] ?? 0),
  worstMs: round(times.at(-1) ?? 0),
  emptyBlockMs: round(idleMs),
  verdict: network.proposal(1).state,
  maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
})
