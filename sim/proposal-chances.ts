import { type Address, toAddress } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { formatRuleValue } from '#params/rule-text.ts'
import type { Rules } from '#params/rule-table.ts'
import { COMMUNITY_ADDRESS } from '#protocol/system-addresses.ts'
import { getVersion } from '#protocol/governance/software-version.ts'
import { getPayload } from '#protocol/governance/get-payload.ts'
import type { Payload, RuleSet } from '#protocol/governance/payload.ts'
import { SCRIPT_SLOTS } from '#protocol/governance/script-slots.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import { getCurrentEpoch } from '#protocol/epochs/epoch.ts'
import { getRules } from '#protocol/params/rules.ts'
import { ONLY } from '#protocol/store.ts'
import { type Chance, pickHolder, ZERO } from './operation.ts'
import { SIM_HOLDERS } from './sim-genesis.ts'
import { simAddress } from './sim-keys.ts'
import { SIM_SCRIPTS } from './sim-scripts.ts'

const whole = (...values: readonly number[]) => values.map((value) => `${value}`)
const amounts = (...values: readonly number[]) => values.map((value) => `${coins(value)}`)
const FLAGS = ['true', 'false']

/** Rules that proposals change, and to what. Few values of each, so that proposals contradict and undo one another. */
const WISHES: readonly (readonly [name: keyof Rules, values: readonly string[]])[] = [
  ['epochRewardRau', amounts(0, 6_000, 18_750)],
  ['blockRewardRau', amounts(0, 5, 8)],
  ['foundationBonusRau', amounts(0, 80, 300)],
  ['communitySharePermille', whole(0, 200, 500, 1_000)],
  ['epochRewardDelegates', whole(0, 3, 100)],
  ['consensusDelegates', whole(4, 6, 9)],
  ['producers', whole(2, 3, 6)],
  ['blocksPerEpoch', whole(6, 12)],
  ['electionLeadBlocks', whole(2, 3)],
  ['probationIntensityPercent', whole(0, 50, 90)],
  ['probationWindowEpochs', whole(1, 2, 4)],
  ['productivityThresholdPercent', whole(0, 60, 95)],
  ['slashUnproductive', FLAGS],
  ['withholdUnproductive', FLAGS],
  ['minStakeRau', amounts(100, 200)],
  ['scoreThresholdRau', amounts(1_000, 3_000)],
  ['unstakeWaitSeconds', whole(0, 5, 12)],
  ['gasPerAction', whole(10_000, 20_000)],
  ['tieRule', ['registration', 'iotex-2019']],
  ['consensusKeyRequired', FLAGS],
  ['policyVotingEpochs', whole(1, 2)],
  ['policyApprovalBps', whole(5_000, 6_500)],
  ['metaTurnoutQuorumBps', whole(500, 1_500)],
  ['policyMaturityEpochs', whole(0, 1, 2, 3)],
  ['tallyBudgetRecords', whole(3, 12, 40)],
  ['closingWindowEpochs', whole(0, 1, 2)],
  ['maxVotingSlots', whole(2, 4)],
  ['maxLivePerProposer', whole(1, 2)],
  ['lockBonusCapPercent', whole(0, 20, 60)],
  ['quorumMode', ['turnout', 'padded']],
  ['adaptiveQuorum', FLAGS],
  ['policyDepositRau', amounts(20, 60)],
  ['guardianUntilEpoch', whole(8, 1_000)],
  ['excludedAccounts', ['', simAddress('holder 3')]],
  ['heldPayees', ['', simAddress('holder 0'), simAddress('holder 2')]],
  ['maxVoteWeightMillionths', whole(1_500_000, 4_000_000)],
  ['guardian', ['', simAddress('holder 0'), simAddress('holder 1')]],
]

const BAD_SETS: readonly RuleSet[] = [
  { name: 'epochRewards', expected: '1', value: '2' },
  { name: 'producers', expected: '3', value: '101' },
  { name: 'producers', expected: '3', value: '03' },
  { name: 'slashUnproductive', expected: 'true', value: 'yes' },
  { name: 'quorumMode', expected: 'turnout', value: 'none' },
  { name: 'guardian', expected: '', value: '0xABCD' },
  { name: 'epochRewardRau', expected: '7', value: '7' },
]

/** The epoch that the block to come belongs to. */
export function epochOf({ world }: Chance): number {
  const current = getCurrentEpoch(world)
  const height = (world.chain.head.get(ONLY)?.height ?? 0) + 1
  return height < current.startHeight + current.blocks ? current.epoch : current.epoch + 1
}

function pickSet(chance: Chance): RuleSet {
  const { random, world } = chance
  if (random.oneIn(25)) return random.pick(BAD_SETS)
  const [name, values] = random.pick(WISHES)
  const current = formatRuleValue(getRules(world, epochOf(chance) + 2)[name])
  const wished = values.filter((value) => value !== current)
  const expected = random.oneIn(15) ? random.pick(values) : current
  return { name, expected, value: random.oneIn(40) ? current : random.pick(wished) }
}

/** The exact undoing of something that was put into action. */
function pickUndoing({ random, world }: Chance): readonly RuleSet[] | undefined {
  const found: RuleSet[][] = []
  world.governance.enactments.each((_, { changes }) => {
    found.push(changes.map(({ name, before, after }) => ({ name, expected: after, value: before })))
  })
  return found.length === 0 ? undefined : random.pick(found)
}

/** What a proposal of the same days wants to set, to something else: not both can be put into action. */
function pickRival(chance: Chance): readonly RuleSet[] | undefined {
  const { random, world } = chance
  const epoch = epochOf(chance)
  const rival = pickProposal(
    chance,
    ['submitted', 'support'],
    (one) => one.kind === 'policy' && one.submittedEpoch === epoch,
  )
  const payload = rival?.kind === 'policy' ? getPayload(world, rival) : undefined
  const set = payload?.kind === 'policy' ? payload.sets[0] : undefined
  const values = WISHES.find(([name]) => name === set?.name)?.[1] ?? []
  const others = values.filter((value) => value !== set?.value && value !== set?.expected)
  if (set === undefined || others.length === 0) return undefined
  return [{ ...set, value: random.pick(others) }]
}

function pickSets(chance: Chance): readonly RuleSet[] {
  const { random } = chance
  if (random.oneIn(80)) return []
  const wanted = random.oneIn(4)
    ? pickUndoing(chance)
    : random.oneIn(2)
      ? pickRival(chance)
      : undefined
  if (wanted !== undefined) return wanted
  return random.oneIn(3) ? [pickSet(chance), pickSet(chance)] : [pickSet(chance)]
}

const KINDS = [
  ...Array<Payload['kind']>(8).fill('policy'),
  ...Array<Payload['kind']>(6).fill('directive'),
  ...Array<Payload['kind']>(2).fill('treasury'),
  ...Array<Payload['kind']>(8).fill('upgrade'),
  ...Array<Payload['kind']>(4).fill('script'),
  ...Array<Payload['kind']>(8).fill('cancel'),
] as const

export function pickPayload(chance: Chance): Payload {
  const kind = chance.random.pick(KINDS)
  const isIdle =
    (kind === 'cancel' && !hasAny(chance, CANCELLABLE)) ||
    (kind === 'script' && chance.hasScripts === false)
  return makePayload(chance, isIdle ? 'policy' : kind)
}

/** Whether a proposal is in one of the states. */
export function hasAny({ world }: Chance, states: readonly string[]): boolean {
  let found = false
  world.governance.proposals.each((_, proposal) => {
    found ||= states.includes(proposal.state)
  })
  return found
}

function pickSmall({ random }: Chance, most: number): number {
  return random.oneIn(40) ? random.pick([0, 20_000]) : 1 + random.below(most)
}

function pickRecipient(chance: Chance): Address {
  const { random } = chance
  return random.oneIn(30) ? random.pick([ZERO, COMMUNITY_ADDRESS]) : pickHolder(chance)
}

export function makePayload(chance: Chance, kind: Payload['kind']): Payload {
  const { random, world } = chance
  switch (kind) {
    case 'directive':
      return { kind, assignee: pickRecipient(chance), dueEpochs: pickSmall(chance, 4) }
    case 'policy': {
      const sets = pickSets(chance)
      const sunsetEpochs = random.oneIn(3) ? 1 + random.below(2) : 0
      return { kind, sets, sunsetEpochs }
    }
    case 'treasury': {
      const payments = Array.from({ length: random.oneIn(40) ? 0 : 1 + random.below(2) }, () => ({
        to: pickRecipient(chance),
        perEpochRau: random.oneIn(40) ? 0n : coins(1 + random.below(3_000)),
        epochs: pickSmall(chance, 4),
      }))
      return { kind, payments }
    }
    case 'upgrade': {
      const { version } = getVersion(world)
      return {
        kind,
        name: random.oneIn(40) ? '' : `v${version + 1}`,
        version: random.oneIn(15) ? version : version + 1,
        bundleRoot: new Uint8Array(32).fill(random.below(200)),
        bundleBytes: random.oneIn(40) ? 0n : 1_000n,
        sourceHash: new Uint8Array(32).fill(1),
        recipeHash: new Uint8Array(32).fill(2),
        artifacts: [{ platform: 'linux-x64', sha256: new Uint8Array(32).fill(3), bytes: 1_000n }],
        activationEpochs: random.oneIn(3) ? 6 : pickSmall(chance, 2),
      }
    }
    case 'script': {
      const slot = random.oneIn(20) ? 'vote-bonus' : random.pick(SLOTS)
      const entry = SCRIPT_SLOTS[slot === 'vote-bonus' ? 'vote-weight' : slot]
      const fitting = SIM_SCRIPTS.filter((one) => one.includes(entry))
      const source = random.oneIn(6) ? '' : random.pick(random.oneIn(8) ? SIM_SCRIPTS : fitting)
      return { kind, slot, source }
    }
    case 'cancel': {
      // The timelock of a policy is over before a counter-vote could be.
      const target = pickProposal(chance, CANCELLABLE, (one) => one.class !== 'policy')
      return { kind, proposal: BigInt(target?.id ?? random.below(30)) }
    }
  }
}

const SLOTS = ['epoch-reward', 'community-share', 'vote-weight', 'vote-weight'] as const

const CANCELLABLE = ['timelocked', 'signalling', 'locked-in', 'assigned', 'in-progress', 'review']

/** Mostly a proposal in one of the states, sometimes any; undefined when there is none. */
export function pickProposal(
  { random, world }: Chance,
  states: readonly string[],
  isWanted: (proposal: Proposal) => boolean = () => true,
): Proposal | undefined {
  const all: Proposal[] = []
  world.governance.proposals.each((_, proposal) => {
    all.push(proposal)
  })
  const fitting = all.filter((one) => states.includes(one.state) && isWanted(one))
  if (fitting.length > 0 && !random.oneIn(25)) return random.pick(fitting)
  return all.length === 0 || random.oneIn(3) ? undefined : random.pick(all)
}

/** One who is likely to have a say. */
export function pickVoter({ random }: Chance): Address {
  return random.oneIn(2)
    ? simAddress(`owner ${random.below(14)}`)
    : simAddress(`holder ${random.below(SIM_HOLDERS)}`)
}

export const NOBODY = toAddress(`0x${'77'.repeat(20)}`)
