import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import type { RuleName } from '#params/rule-table.ts'
import { formatRuleValue } from '#params/rule-text.ts'
import { getRules } from '../params/rules.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { GOVERNANCE_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import { createGovernanceNetwork, type GovernanceNetwork } from './governance.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import { ALL_TRANSITIONS, createRecount, historyOf, type Recount } from './recount.fixture.ts'
import { encodePayload, type Payload } from './payload.ts'
import type { ProposalState } from './lifecycle.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import { effectiveEpoch } from './rule-changes.ts'

/*
 * Any sequence of actions of governance and staking, with real blocks: after every block the whole book is made anew from the buckets and
 * the records, and compared (recount.fixture.ts). The slow checks of the properties of docs/concepts/governance.md.
 */

const PEOPLE = ['alice', 'bob', 'carol', 'dora', 'emil', 'finn'] as const
const STEPS_PER_RUN = 250
const RUNS = 8

/** Fewest comparisons of each kind. */
const FLOORS: readonly (readonly [string, number])[] = [
  ['block', 3_000],
  ['powers', 500],
  ['total of power', 1_000],
  ['support', 80],
  ['running sum', 60],
  ['delegated power', 1],
  ['counted sum', 50],
  ['block with counting', 20],
  ['end defeated', 10],
  ['end lapsed', 10],
  ['end actioned', 4],
]

interface Draw {
  readonly who: string
  readonly other: string
  readonly n: number
  readonly m: number
  readonly yes: boolean
}

interface Run {
  readonly network: GovernanceNetwork
  readonly recount: Recount
  readonly counts: Map<string, number>
}

const CHANGES: readonly (readonly [RuleName, readonly string[]])[] = [
  ['policyMaturityEpochs', ['0', '1', '2', '3']],
  ['lockBonusCapPercent', ['0', '20', '100']],
  ['excludedAccounts', ['', addressOf('bob'), addressOf('dora')]],
  ['maxVotingSlots', ['1', '2', '5']],
  ['tallyBudgetRecords', ['1', '2', '20000']],
  ['epochRewardRau', [`${coins(9_000)}`, `${coins(18_750)}`]],
  ['communitySharePermille', ['0', '200']],
  ['policyVotingEpochs', ['1', '2']],
  ['quorumMode', ['turnout', 'padded']],
  ['guardianUntilEpoch', ['1', '720']],
]

function payloadOf({ network }: Run, { n, m, other, yes }: Draw): Payload {
  const { world } = network.machine
  const kind = n % 10
  if (kind === 0) return { kind: 'directive', assignee: addressOf(other), dueEpochs: 1 + (m % 3) }
  if (kind === 1) {
    return {
      kind: 'treasury',
      payments: [{ to: addressOf(other), perEpochRau: coins(1_000), epochs: 1 + (m % 3) }],
    }
  }
  if (kind === 2) {
    const { version } = must(world.governance.register.get(0), 'the register')
    return upgrade(version + 1)
  }
  if (kind === 3 || kind === 4) {
    // The last that waits for its action, if there is one.
    let found = 0
    world.governance.proposals.each((id, { state }) => {
      if (state === 'timelocked' || state === 'signalling' || state === 'assigned') found = id
    })
    if (found !== 0) return { kind: 'cancel', proposal: BigInt(found) }
  }
  const rules = getRules(world, effectiveEpoch(network.epoch))
  const [name, values] = must(CHANGES[m % CHANGES.length], 'a change')
  const expected = formatRuleValue(rules[name])
  const value = values.filter((one) => one !== expected)[n % (values.length - 1)] as string
  return { kind: 'policy', sets: [{ name, expected, value }], sunsetEpochs: yes ? 0 : m % 4 }
}

function upgrade(version: number): Payload {
  const hash = new Uint8Array(32).fill(9)
  const artifacts = [{ platform: 'linux-x64', sha256: hash, bytes: 7n }]
  const hashes = { bundleRoot: hash, sourceHash: hash, recipeHash: hash }
  return {
    kind: 'upgrade',
    name: 'next',
    version,
    bundleBytes: 9n,
    artifacts,
    activationEpochs: 1,
    ...hashes,
  }
}

function act(run: Run, who: string, to: Address, signature: string, values: readonly AbiValue[]) {
  const { network } = run
  const isPropose = signature.startsWith('propose(')
  const signed = network.sign(who, {
    to,
    data: encodeCall(signature, values),
    valueRau: isPropose ? coins(2_000) : 0n,
    gasLimit: 1_000_000,
  })
  const receipt = network.block({ transactions: [signed] }).receipts[0]
  run.recount.look()
  const name = must(signature.split('(')[0], 'a name')
  if (receipt?.status === 1) run.counts.set(name, (run.counts.get(name) ?? 0) + 1)
  return receipt
}

/** Mostly a live proposal in one of the states, else any live one, or 1. */
function pick({ network }: Run, n: number, states: readonly ProposalState[] = []): number {
  const { live } = must(network.machine.world.governance.register.get(0), 'the register')
  const fitting = live.filter((id) => states.includes(network.proposal(id).state))
  const from = fitting.length > 0 && n % 8 !== 0 ? fitting : live
  return from[n % from.length] ?? 1
}

function rootOf({ network }: Run, id: number): Uint8Array {
  return network.machine.world.governance.proposals.get(id)?.root ?? new Uint8Array(32)
}

function bucketOf({ network }: Run, who: string, n: number): number {
  const own: number[] = []
  network.machine.world.staking.buckets.each((index, { owner }) => {
    if (owner === addressOf(who)) own.push(index)
  })
  return own[n % own.length] ?? 0
}

const govern = (run: Run, who: string, signature: string, values: readonly AbiValue[]) =>
  act(run, who, GOVERNANCE_ADDRESS, signature, values)
const stake = (run: Run, who: string, signature: string, values: readonly AbiValue[]) =>
  act(run, who, STAKING_ADDRESS, signature, values)

function contentOf(run: Run, draw: Draw): readonly AbiValue[] {
  const payload = payloadOf(run, draw)
  const place = PAYLOAD_KINDS.indexOf(payload.kind)
  return [place, 'A title', `Text ${draw.n}`, encodePayload(payload)]
}

function supportAll(run: Run, draw: Draw): void {
  const id = pick(run, draw.n, ['support'])
  const supporters = draw.yes ? PEOPLE : [draw.who]
  for (const who of supporters) {
    govern(run, who, 'support(uint64,bytes32,bool)', [id, rootOf(run, id), draw.m % 2 === 0])
  }
}

function voteAll(run: Run, { n, m, who, yes }: Draw): void {
  const id = pick(run, n, ['voting', 'extended'])
  const voters = yes ? PEOPLE.slice(0, 2 + (m % 5)) : [who]
  const yesBps = yes ? 10_000 : (m * 1_234) % 10_001
  const noBps = Math.min(10_000 - yesBps, (n * 777) % 10_001)
  const split = [yesBps, noBps, 10_000 - yesBps - noBps]
  for (const voter of voters) {
    govern(run, voter, 'castBallot(uint64,bytes32,uint16,uint16,uint16)', [
      id,
      rootOf(run, id),
      ...split,
    ])
  }
}

const STEPS: readonly (readonly [weight: number, step: (run: Run, draw: Draw) => void])[] = [
  [
    5,
    (run, draw) =>
      void govern(run, draw.who, 'propose(uint8,string,string,bytes)', contentOf(run, draw)),
  ],
  [
    2,
    (run, draw) => {
      const id = pick(run, draw.n, ['support'])
      const { network } = run
      const known = network.machine.world.governance.proposals.get(id)
      if (known === undefined) return
      const bytes = must(network.machine.world.governance.payloads.get(id), 'a payload')
      const proposer = PEOPLE.find((one) => addressOf(one) === known.proposer) ?? draw.who
      const content = draw.yes
        ? [PAYLOAD_KINDS.indexOf(known.kind), 'B', `T ${draw.m}`, bytes]
        : contentOf(run, draw)
      govern(run, proposer, 'revise(uint64,uint8,string,string,bytes)', [id, ...content])
    },
  ],
  [
    1,
    (run, { who, n, m }) =>
      m % 3 === 0 ? void govern(run, who, 'withdraw(uint64)', [pick(run, n)]) : undefined,
  ],
  [8, supportAll],
  [2, (run, { who, n }) => void govern(run, who, 'unsupport(uint64)', [pick(run, n)])],
  [9, voteAll],
  [
    3,
    (run, { who, other, m, yes }) =>
      void govern(run, who, 'delegatePower(uint8,address)', [
        m % 4,
        yes ? addressOf(other) : ZERO_ADDRESS,
      ]),
  ],
  [
    3,
    (run, { n, yes, m }) => {
      const id = pick(run, n, ['submitted', 'support'])
      const says = [id, rootOf(run, id), m % 8 !== 0, new Uint8Array(32)]
      for (const who of yes ? ['alice', 'bob', 'carol'] : ['carol']) {
        govern(run, who, 'attest(uint64,bytes32,bool,bytes32)', says)
      }
    },
  ],
  [
    3,
    (run, { n, yes }) => {
      for (const who of yes ? ['alice', 'bob', 'carol'] : ['alice']) {
        govern(run, who, 'signalReady(uint64)', [pick(run, n, ['timelocked', 'signalling'])])
      }
    },
  ],
  [
    1,
    (run, { n, m }) =>
      m % 4 === 0
        ? void govern(run, 'guard', 'veto(uint64,string)', [pick(run, n, ['timelocked']), 'No.'])
        : undefined,
  ],
  [
    2,
    (run, { n, m }) => {
      const id = pick(run, n, ['assigned', 'in-progress'])
      for (const who of PEOPLE) {
        govern(run, who, 'reportProgress(uint64,uint8,bytes32,string)', [
          id,
          m % 2 === 0 ? 100 : 50,
          new Uint8Array(32),
          'So far.',
        ])
      }
    },
  ],
  [
    2,
    (run, { n, who, yes }) =>
      void govern(run, who, 'reviewDirective(uint64,bool,string)', [
        pick(run, n, ['review']),
        yes,
        'Seen.',
      ]),
  ],
  [
    3,
    (run, { who, n, yes }) =>
      void stake(run, who, SIGNATURES.createStake, ['bob', coins(100 + n), yes ? 91 : 0, yes, []]),
  ],
  [
    1,
    (run, { who, n }) =>
      void stake(run, who, SIGNATURES.depositToStake, [bucketOf(run, who, n), coins(100), []]),
  ],
  [2, (run, { who, n }) => void stake(run, who, SIGNATURES.unstake, [bucketOf(run, who, n), []])],
  [
    2,
    (run, { who, other, n }) =>
      void stake(run, who, SIGNATURES.transferStake, [addressOf(other), bucketOf(run, who, n), []]),
  ],
  [
    20,
    (run, { m }) => {
      for (let i = 0; i < 2 + (m % 8); i++) {
        run.network.block()
        run.recount.look()
      }
    },
  ],
]

const person = fc.constantFrom(...PEOPLE)
const draws = fc.record({
  who: person,
  other: person,
  n: fc.nat(999),
  m: fc.nat(999),
  yes: fc.boolean(),
})
const step = fc.oneof(
  ...STEPS.map(([weight, arbitrary]) => ({ weight, arbitrary: fc.constant(arbitrary) })),
)
const rules = fc.record({
  policyMaturityEpochs: fc.constantFrom(0, 1, 2),
  policyDebateEpochs: fc.constantFrom(0, 1),
  tallyBudgetRecords: fc.constantFrom(1, 2, 3, 20_000),
  lockBonusCapPercent: fc.constantFrom(0, 10),
  quorumMode: fc.constantFrom('turnout' as const, 'padded' as const),
  maxVotingSlots: fc.constantFrom(1, 2, 5),
})

test('any sequence of actions keeps the book of governance', () => {
  const counts = new Map<string, number>()
  const compared = new Map<string, number>()
  const seen = new Map<string, number>()
  const changed = new Map<string, number>()
  fc.assert(
    fc.property(
      rules,
      fc.array(fc.tuple(step, draws), { minLength: STEPS_PER_RUN, maxLength: STEPS_PER_RUN }),
      (values, steps) => {
        const network = createGovernanceNetwork({
          ...values,
          blocksPerEpoch: 6,
          electionLeadBlocks: 2,
          directiveSupportQuorumBps: 1,
          policySupportWindowEpochs: 6,
          metaSupportWindowEpochs: 6,
          metaTurnoutQuorumBps: 1_000,
          metaApprovalBps: 5_000,
          metaTimelockExtraEpochs: 1,
          readinessEpochs: 2,
          policyCooldownEpochs: 1,
          guardian: addressOf('guard'),
          communitySharePermille: 100,
        })
        const recount = createRecount(network)
        const run: Run = { network, recount, counts }
        for (const [act, draw] of steps) act(run, draw)
        const { nextId } = must(network.machine.world.governance.register.get(0), 'the register')
        for (let id = 1; id < nextId; id++) {
          const history = historyOf(network, id)
          expect(ALL_TRANSITIONS).toEqual(expect.arrayContaining([...history]))
          history.forEach((one, i) => {
            expect(one.split(' ')[0]).toBe(i === 0 ? 'none' : history[i - 1]?.split(/ > |: /)[1])
            seen.set(one, (seen.get(one) ?? 0) + 1)
          })
        }
        for (const { args } of findLogs(network, 'RuleChanged')) {
          changed.set(String(args[1]), (changed.get(String(args[1])) ?? 0) + 1)
        }
        for (const [what, count] of recount.done) {
          compared.set(what, (compared.get(what) ?? 0) + count)
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )
  const show = (counted: ReadonlyMap<string, number>): string =>
    [...counted].map(([what, count]) => `${what} ${count}`).join(', ')
  console.log(`succeeded: ${show(counts)}`)
  console.log(`compared: ${show(compared)}`)
  console.log(`rules that were changed: ${show(changed)}`)
  console.log(`${seen.size} of ${ALL_TRANSITIONS.length} transitions`)
  // A run in which all are refused, or nothing is compared, proves nothing.
  for (const [what, floor] of FLOORS) {
    expect(compared.get(what) ?? 0, what).toBeGreaterThanOrEqual(floor)
  }
  expect(seen.size).toBeGreaterThanOrEqual(16)
  expect(changed.size).toBeGreaterThanOrEqual(4)
})
