import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Rules } from '#params/rule-table.ts'
import { formatRuleValue } from '#params/rule-text.ts'
import type { BlockContext } from '#protocol/action.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import { RewardGranted } from '#protocol/rewards/events.ts'
import type { ScriptRunner } from '#protocol/script-runner.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import {
  createTestGenesis,
  startTestNetwork,
  type TestNetwork,
} from '#protocol/test-network.fixture.ts'
import { computeImpact } from './compute-impact.ts'
import type { ImpactRecord, ImpactRequest } from './impact-records.ts'

export const IMPACT_DELEGATES = ['alice', 'bob', 'carol', 'dave', 'erin'] as const
const EPOCH_BLOCKS = 12

/** Five delegates, of whom four are elected and three produce; probation takes no votes, so that rankings follow from stakes alone. */
function makeImpactGenesis(rules: Partial<Rules> = {}): Genesis {
  const stakes = [5_003, 4_001, 3_007, 2_011, 1_009]
  return createTestGenesis({
    delegates: IMPACT_DELEGATES.map((name, at) => ({ name, selfStakeCoins: stakes[at] ?? 0 })),
    holders: { uma: 50_000, vera: 50_000, emil: 10_000 },
    rules: {
      consensusDelegates: 4,
      producers: 3,
      epochRewardDelegates: 4,
      foundationBonusDelegates: 2,
      probationIntensityPercent: 0,
      ...rules,
    },
  })
}

/** Epochs in which voters come and move, and delegates miss blocks. The same blocks for all that have the same sets. */
export function liveOn(network: TestNetwork, epochs: number): void {
  const first = network.blocks.length
  const stake = (holder: string, delegate: string, amount: number): void => {
    const signature = 'createStake(string,uint256,uint32,bool,uint8[])'
    const values = [delegate, coins(amount), amount % 91, false, []]
    const { status } = network.call(holder, STAKING_ADDRESS, signature, values)
    if (status !== 1) throw new Error(`${holder} cannot stake for ${delegate}`)
  }
  while (network.blocks.length < first + epochs * EPOCH_BLOCKS) {
    const height = network.blocks.length + 1
    const epoch = Math.ceil(height / EPOCH_BLOCKS)
    const place = height % EPOCH_BLOCKS
    if (place === 2) stake('uma', IMPACT_DELEGATES[epoch % 5] ?? 'alice', 151 + epoch)
    else if (place === 3) stake('vera', IMPACT_DELEGATES[(epoch * 2) % 5] ?? 'alice', 307 + epoch)
    else if (epoch % 3 === 0 && place === 5) network.block({ round: 2 })
    else if (epoch % 2 === 0) network.block({ absent: [IMPACT_DELEGATES[epoch % 4] ?? 'bob'] })
    else network.block()
  }
}

export function startImpactNetwork(
  rules: Partial<Rules> = {},
  runScript?: ScriptRunner,
): TestNetwork {
  return startTestNetwork(makeImpactGenesis(rules), runScript)
}

/** An impact over a network that makes no blocks meanwhile. */
export function impactOf(
  network: TestNetwork,
  request: Partial<ImpactRequest> & Pick<ImpactRequest, 'payload'>,
): Promise<ImpactRecord> {
  const tryOut = <T>(run: (context: BlockContext) => T): T => network.machine.tryOut(run)
  return computeImpact({ tryOut, pause: () => Promise.resolve() }, { epochs: 30, ...request })
}

/** A policy that gives these values. */
export function policyOf(before: Rules, wished: Partial<Rules>): Payload {
  const names = Object.keys(wished) as (keyof Rules)[]
  return {
    kind: 'policy',
    sunsetEpochs: 0,
    sets: names.map((name) => ({
      name,
      expected: formatRuleValue(before[name]),
      value: formatRuleValue(wished[name] as Rules[typeof name]),
    })),
  }
}

export interface Granted {
  readonly epoch: number
  readonly delegate: Address
  /** Place in `GRANT_KINDS`. */
  readonly kind: number
  readonly amountRau: bigint
}

/** What a network really granted: read from the logs of its blocks. */
export function listGranted(network: TestNetwork): readonly Granted[] {
  return network.blocks
    .flatMap((block) => block.systemLogs)
    .filter((log) => log.topics[0] === RewardGranted.topic)
    .map(({ topics, data }) => ({
      epoch: Number(BigInt(topics[1] ?? '0x0')),
      delegate: `0x${(topics[2] ?? '').slice(-40)}` as Address,
      kind: Number(readWord(data, 0)),
      amountRau: readWord(data, 1),
    }))
}

function readWord(data: Uint8Array, at: number): bigint {
  let value = 0n
  for (const byte of data.subarray(at * 32, at * 32 + 32)) value = value * 256n + BigInt(byte)
  return value
}

export function sumOf(rows: readonly Granted[]): bigint {
  return rows.reduce((sum, { amountRau }) => sum + amountRau, 0n)
}
