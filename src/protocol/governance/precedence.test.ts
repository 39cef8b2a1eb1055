import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import {
  encodeCall,
  functionSelector,
  parseAbiSignature,
  readSelector,
} from '#base/abi/abi-signature.ts'
import { ZERO_ADDRESS } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import type { RuleName } from '#params/rule-table.ts'
import { readRefusalTable } from '../staking/refusal-table.fixture.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  directiveFor,
  type GovernanceNetwork,
  NO_HASH,
  payTo,
  setEpochReward,
  setRule,
  upgradeTo,
} from './governance.fixture.ts'
import { encodePayload, type Payload } from './payload.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import { recordChanges } from './rule-changes.ts'
import { GOVERNANCE_STATUSES } from './status.ts'

/** A step repairs the fault that the one before was refused for, and no other. */
interface Step {
  readonly from: string
  readonly values: readonly AbiValue[]
  readonly valueRau?: bigint
  readonly before?: (network: GovernanceNetwork) => void
  /** Not as a transaction, which nobody could send who has not the coins, but as a call. */
  readonly asCall?: true
}

interface Ladder {
  readonly signature: string
  readonly prepare?: (network: GovernanceNetwork) => void
  readonly steps: (network: GovernanceNetwork) => readonly Step[]
}

const PROPOSE = 'propose(uint8,string,string,bytes)'
const RULES = {
  maxTextBytes: 10,
  maxLiveProposals: 6,
  maxLivePerProposer: 3,
  policyCooldownEpochs: 500,
  guardian: addressOf('guard'),
  guardianUntilEpoch: 3,
  minStakeRau: 0n,
}
const LONG_TEXT = 'Too long for this.'
const EMPTY: Payload = { kind: 'policy', sets: [], sunsetEpochs: 0 }
const provoked = new Set<string>()

function nameOfCode(code: number): string {
  if (code === 0) return 'ok'
  const status = must(
    GOVERNANCE_STATUSES.find((one) => one.code === code),
    `status ${code}`,
  )
  return parseAbiSignature(status.error).name
}

function content(title: string, text: string, payload: Payload, kind?: number) {
  return [kind ?? PAYLOAD_KINDS.indexOf(payload.kind), title, text, encodePayload(payload)]
}

/** Code of what a call answers; nothing is changed by it. */
function call(
  network: GovernanceNetwork,
  { from, values, valueRau = 0n }: Step,
  signature: string,
) {
  const data = encodeCall(signature, values)
  const call = { from: addressOf(from), to: GOVERNANCE_ADDRESS, valueRau, data }
  const answer = network.machine.call(call)
  if (answer.ok) return 0
  const selector = readSelector(answer.data)
  const status = GOVERNANCE_STATUSES.find(({ error }) => functionSelector(error) === selector)
  return must(status, 'a refusal of governance').code
}

/** As if it had been decided: the next steps are under another rule. */
function setNow(network: GovernanceNetwork, name: RuleName, value: string): void {
  recordChanges(network.machine.world, network.epoch, [{ name, value }])
}

/** A policy of carol that was voted down, the payload of which cools down. */
function defeat(network: GovernanceNetwork): void {
  const id = network.propose('carol', setEpochReward(1_000), '')
  network.open(id)
  network.vote('alice', id, 0, 10_000)
  network.until(id, 'defeated')
}

function inSupport(network: GovernanceNetwork, payload: Payload = setEpochReward(9_000)): number {
  const id = network.propose('dora', payload, '')
  network.until(id, 'support')
  network.block()
  return id
}

function withdrawn(network: GovernanceNetwork): number {
  const id = network.propose('dora', setEpochReward(2_000), '')
  network.govern('dora', 'withdraw(uint64)', [id])
  return id
}

function payloadLadder(payloads: readonly Payload[]): Ladder {
  return {
    signature: PROPOSE,
    steps: () =>
      payloads.map((payload) => ({
        from: 'dora',
        values: content('Title', '', payload),
        valueRau: coins(1_000),
      })),
  }
}

function sets(...list: readonly (readonly [string, string, string])[]): Payload {
  return {
    kind: 'policy',
    sets: list.map(([name, expected, value]) => ({ name, expected, value })),
    sunsetEpochs: 0,
  }
}

const UPGRADE = upgradeTo(2) as Extract<Payload, { kind: 'upgrade' }>
const [OLD, NEW] = [`${coins(18_750)}`, `${coins(9_000)}`]

const LADDERS: Readonly<Record<string, Ladder>> = {
  propose: {
    signature: PROPOSE,
    prepare: (network) => {
      defeat(network)
      setNow(network, 'maxLiveProposals', '2')
      setNow(network, 'maxLivePerProposer', '1')
      network.block()
      network.propose('dora', setEpochReward(2_000), '')
      network.propose('carol', setEpochReward(3_000), '')
    },
    steps: () => {
      const [cool, fresh] = [setEpochReward(1_000), setEpochReward(4_000)]
      const freeOne = (network: GovernanceNetwork): void =>
        void network.govern('carol', 'withdraw(uint64)', [3])
      return [
        { from: 'dora', values: content('', LONG_TEXT, EMPTY, 9) },
        { from: 'dora', values: content('', LONG_TEXT, EMPTY) },
        { from: 'dora', values: content('T', LONG_TEXT, EMPTY) },
        { from: 'dora', values: content('T', '', EMPTY) },
        { from: 'dora', values: content('T', '', cool) },
        { from: 'dora', values: content('T', '', fresh) },
        { from: 'dora', values: content('T', '', fresh), before: freeOne },
        { from: 'poor', values: content('T', '', fresh), asCall: true },
        { from: 'poor', values: content('T', '', fresh), valueRau: coins(1_000), asCall: true },
        { from: 'carol', values: content('T', '', fresh), valueRau: coins(1_000) },
      ]
    },
  },
  'payload of a directive': payloadLadder([
    { kind: 'directive', assignee: ZERO_ADDRESS, dueEpochs: 0 },
    directiveFor('emil', 0),
    directiveFor('emil', 1),
  ]),
  'payload of a policy': payloadLadder([
    EMPTY,
    sets(['anything', '1', '1'], ['epochRewardRau', '1', '-1'], ['epochRewardRau', '1', '1']),
    sets(['epochRewardRau', '1', '5'], ['epochRewardRau', '1', '-1'], ['producers', '9', '9']),
    sets(['epochRewardRau', '1', '-1'], ['producers', '9', '9']),
    sets(['epochRewardRau', '1', '1'], ['producers', '9', '90']),
    sets(['epochRewardRau', '1', NEW], ['producers', '3', '90']),
    sets(['epochRewardRau', OLD, NEW], ['producers', '3', '90']),
    sets(['epochRewardRau', OLD, NEW]),
  ]),
  'payload of a treasury': payloadLadder([
    { kind: 'treasury', payments: [] },
    { kind: 'treasury', payments: [{ to: GOVERNANCE_ADDRESS, perEpochRau: 0n, epochs: 0 }] },
    payTo('emil', 0, 1),
    payTo('emil', 1, 1),
  ]),
  'payload of an upgrade': payloadLadder([
    { ...UPGRADE, version: 9, artifacts: [], bundleBytes: 0n },
    { ...UPGRADE, artifacts: [], bundleBytes: 0n },
    { ...UPGRADE, bundleBytes: 0n },
    UPGRADE,
  ]),
  'payload of a script': payloadLadder([
    { kind: 'script', slot: 'weather', source: '' },
    { kind: 'script', slot: 'epoch-reward', source: '' },
  ]),
  'payload of a counter-vote': {
    signature: PROPOSE,
    prepare: (network) => {
      setNow(network, 'maxTextBytes', '100')
      const id = network.propose('carol', directiveFor('emil'), '')
      confirm(network, id)
      network.until(id, 'assigned')
      network.block()
    },
    steps: (network) => {
      const live = network.propose('dora', setEpochReward(9_000), '')
      return [99, live, 1].map((id) => ({
        from: 'dora',
        values: content('T', '', { kind: 'cancel', proposal: BigInt(id) }),
        valueRau: coins(1_000),
      }))
    },
  },
  revise: {
    signature: 'revise(uint64,uint8,string,string,bytes)',
    prepare: defeat,
    steps: (network) => {
      const id = inSupport(network)
      const done = withdrawn(network)
      const [cool, fresh] = [setEpochReward(1_000), setEpochReward(4_000)]
      const other = setRule('votes' as never, '1', '2')
      const meta = setRule('maxVotingSlots', '5', '4')
      return [
        { from: 'emil', values: [99, ...content('', LONG_TEXT, other, 9)] },
        { from: 'emil', values: [99, ...content('', LONG_TEXT, EMPTY)] },
        { from: 'emil', values: [done, ...content('', LONG_TEXT, EMPTY)] },
        { from: 'dora', values: [done, ...content('', LONG_TEXT, EMPTY)] },
        { from: 'dora', values: [id, ...content('', LONG_TEXT, EMPTY)] },
        { from: 'dora', values: [id, ...content('T', LONG_TEXT, EMPTY)] },
        { from: 'dora', values: [id, ...content('T', '', EMPTY)] },
        { from: 'dora', values: [id, ...content('T', '', meta)] },
        { from: 'dora', values: [id, ...content('T', '', cool)] },
        { from: 'dora', values: [id, ...content('T', '', fresh)] },
      ]
    },
  },
  withdraw: {
    signature: 'withdraw(uint64)',
    steps: (network) => {
      const [done, id] = [withdrawn(network), inSupport(network)]
      return [
        { from: 'emil', values: [99] },
        { from: 'emil', values: [done] },
        { from: 'dora', values: [done] },
        { from: 'dora', values: [id] },
      ]
    },
  },
  support: {
    signature: 'support(uint64,bytes32,bool)',
    steps: (network) => {
      const [done, id] = [withdrawn(network), inSupport(network)]
      const { root } = network.proposal(id)
      return [
        { from: 'emil', values: [99, NO_HASH, true] },
        { from: 'emil', values: [done, NO_HASH, true] },
        { from: 'emil', values: [id, NO_HASH, true] },
        { from: 'emil', values: [id, root, true] },
        {
          from: 'alice',
          values: [id, root, true],
          before: () => void network.support('alice', id, true),
        },
        { from: 'alice', values: [id, root, false] },
      ]
    },
  },
  unsupport: {
    signature: 'unsupport(uint64)',
    steps: (network) => {
      const [done, id] = [withdrawn(network), inSupport(network)]
      network.support('alice', id)
      return [
        { from: 'emil', values: [99] },
        { from: 'emil', values: [done] },
        { from: 'emil', values: [id] },
        { from: 'alice', values: [id] },
      ]
    },
  },
  castBallot: {
    signature: 'castBallot(uint64,bytes32,uint16,uint16,uint16)',
    steps: (network) => {
      const id = network.propose('dora', setEpochReward(9_000), '')
      network.open(id)
      const [done, { root }] = [withdrawn(network), network.proposal(id)]
      return [
        { from: 'emil', values: [99, NO_HASH, 1, 1, 1] },
        { from: 'emil', values: [done, NO_HASH, 1, 1, 1] },
        { from: 'emil', values: [id, NO_HASH, 1, 1, 1] },
        { from: 'emil', values: [id, root, 1, 1, 1] },
        { from: 'emil', values: [id, root, 1, 1, 9_998] },
        { from: 'alice', values: [id, root, 1, 1, 9_998] },
      ]
    },
  },
  delegatePower: {
    signature: 'delegatePower(uint8,address)',
    steps: (network) => [
      { from: 'alice', values: [9, addressOf('alice')] },
      { from: 'alice', values: [1, addressOf('alice')] },
      { from: 'alice', values: [1, GOVERNANCE_ADDRESS] },
      { from: 'alice', values: [1, ZERO_ADDRESS] },
      {
        from: 'alice',
        values: [1, addressOf('bob')],
        before: () =>
          void network.govern('bob', 'delegatePower(uint8,address)', [1, addressOf('alice')]),
      },
      { from: 'alice', values: [1, addressOf('carol')] },
    ],
  },
  attest: {
    signature: 'attest(uint64,bytes32,bool,bytes32)',
    steps: (network) => {
      const [plain, id] = [inSupport(network), inSupport(network, upgradeTo(2))]
      const { root } = network.proposal(id)
      return [
        { from: 'emil', values: [99, NO_HASH, true, NO_HASH] },
        { from: 'emil', values: [plain, NO_HASH, true, NO_HASH] },
        { from: 'emil', values: [id, NO_HASH, true, NO_HASH] },
        { from: 'emil', values: [id, root, true, NO_HASH] },
        {
          from: 'alice',
          values: [id, root, true, NO_HASH],
          before: () =>
            void network.govern('alice', 'attest(uint64,bytes32,bool,bytes32)', [
              id,
              root,
              true,
              NO_HASH,
            ]),
        },
        { from: 'alice', values: [id, root, false, NO_HASH] },
      ]
    },
  },
  signalReady: {
    signature: 'signalReady(uint64)',
    steps: (network) => {
      const plain = inSupport(network)
      const id = network.propose('dora', upgradeTo(2), '')
      for (const who of ['alice', 'bob', 'carol']) {
        const values = [id, network.proposal(id).root, true, NO_HASH]
        network.govern(who, 'attest(uint64,bytes32,bool,bytes32)', values)
      }
      confirm(network, id)
      network.until(id, 'timelocked')
      return [
        { from: 'emil', values: [99] },
        { from: 'emil', values: [plain] },
        { from: 'emil', values: [id] },
        {
          from: 'alice',
          values: [id],
          before: () => void network.govern('alice', 'signalReady(uint64)', [id]),
        },
        { from: 'bob', values: [id] },
      ]
    },
  },
  veto: {
    signature: 'veto(uint64,string)',
    steps: (network) => {
      const id = network.propose('dora', setEpochReward(9_000), '')
      confirm(network, id)
      network.until(id, 'timelocked')
      const done = withdrawn(network)
      return [
        { from: 'emil', values: [99, ''] },
        { from: 'guard', values: [99, ''] },
        {
          from: 'guard',
          values: [99, ''],
          before: () => setNow(network, 'guardianUntilEpoch', '99'),
        },
        { from: 'guard', values: [done, ''] },
        { from: 'guard', values: [id, ''] },
        { from: 'guard', values: [id, 'It harms.'] },
      ]
    },
  },
  reportProgress: {
    signature: 'reportProgress(uint64,uint8,bytes32,string)',
    steps: (network) => {
      const id = network.propose('dora', directiveFor('emil'), '')
      confirm(network, id)
      network.until(id, 'assigned')
      const done = withdrawn(network)
      return [
        { from: 'alice', values: [99, 50, NO_HASH, ''] },
        { from: 'alice', values: [done, 50, NO_HASH, ''] },
        { from: 'alice', values: [id, 50, NO_HASH, ''] },
        { from: 'emil', values: [id, 50, NO_HASH, ''] },
        { from: 'emil', values: [id, 50, NO_HASH, 'Half.'] },
      ]
    },
  },
  reviewDirective: {
    signature: 'reviewDirective(uint64,bool,string)',
    steps: (network) => {
      const id = network.propose('dora', directiveFor('emil'), '')
      confirm(network, id)
      network.until(id, 'assigned')
      network.govern('emil', 'reportProgress(uint64,uint8,bytes32,string)', [
        id,
        100,
        NO_HASH,
        'Done.',
      ])
      const done = withdrawn(network)
      const accept = (): void =>
        void network.govern('alice', 'reviewDirective(uint64,bool,string)', [id, true, 'Yes.'])
      return [
        { from: 'emil', values: [99, true, ''] },
        { from: 'emil', values: [done, true, ''] },
        { from: 'emil', values: [id, true, ''] },
        { from: 'alice', values: [id, true, ''] },
        { from: 'alice', values: [id, true, 'Yes.'], before: accept },
        { from: 'bob', values: [id, true, 'Yes.'] },
      ]
    },
  },
}

const TABLE = readRefusalTable(new URL('./README.md', import.meta.url))

function expected(action: string): readonly string[] {
  const names = TABLE.get(action) ?? []
  return names.map((name) => (name === 'those of the payload' ? 'EmptyPayload' : name))
}

describe('refusals in the order of the README', () => {
  test.each(Object.entries(LADDERS))('%s', (action, { signature, prepare, steps }) => {
    const network = createGovernanceNetwork(RULES)
    prepare?.(network)
    const names = steps(network).map((step) => {
      step.before?.(network)
      const { from, values, valueRau, asCall } = step
      const code = asCall
        ? call(network, step, signature)
        : network.govern(from, signature, values, valueRau).code
      return nameOfCode(code)
    })
    expect(names).toEqual([...expected(action), 'ok'])
    for (const name of names) provoked.add(name)
  })

  test('every action of the table has a ladder', () => {
    const relayed = 'relayBallots (each ballot)'
    expect([...Object.keys(LADDERS), relayed].toSorted()).toEqual([...TABLE.keys()].toSorted())
  })
})

afterAll(() => {
  console.log(`${provoked.size - 1} outcomes provoked`)
})

describe('outcomes', () => {
  const names = GOVERNANCE_STATUSES.map((status) => parseAbiSignature(status.error).name)
  const tests = readdirSync(new URL('./', import.meta.url))
    .filter((file) => file.endsWith('.test.ts') && file !== 'precedence.test.ts')
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n')

  test('the README lists all, in order of code', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    const section = must(readme.split('## Outcomes')[1]?.split('\n## ')[0], 'the outcomes')
    const documented = [...section.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)]
    expect(documented.map(([, name, code]) => `${name} ${code}`)).toEqual(
      GOVERNANCE_STATUSES.map(({ code }, i) => `${names[i]} ${code}`),
    )
    const codes = GOVERNANCE_STATUSES.map(({ code }) => code)
    expect(codes).toEqual(codes.toSorted((a, b) => a - b))
  })

  test.each(names)('%s is provoked', (name) => {
    expect(provoked.has(name) || tests.includes(`'${name}'`)).toBe(true)
  })
})
