import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { Delegate } from '#protocol/delegates/state.ts'
import type { Bucket } from '#protocol/staking/state.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type { World } from '#protocol/world.ts'
import type { ModelAction } from '../spec/model/types.ts'
import type { Random } from './random.ts'
import { SIM_DELEGATES, SIM_HOLDERS } from './sim-genesis.ts'
import { simAddress } from './sim-keys.ts'

type WithoutSender<Action> = Action extends unknown ? Omit<Action, 'sender' | 'gasPriceRau'> : never

/** What the model does where the machine runs an operation. */
export type Expected =
  | WithoutSender<ModelAction>
  /** The model has no such action: it takes the fee and believes the outcome. */
  | 'fee-only'
  /** It may not stand in a block: nothing happens and the nonce stays. */
  | 'not-admitted'

/** A call that somebody makes. */
export interface Operation {
  readonly name: string
  readonly sender: Address
  readonly to: Address
  readonly valueRau: bigint
  readonly data: Uint8Array
  readonly expected: Expected
  /** Where it may need more than the usual. */
  readonly gasLimit?: number
}

/** What a maker of operations draws from: luck, and the state as it stands. */
export interface Chance {
  readonly random: Random
  readonly world: World
  /** Whether scripts are proposed. */
  readonly hasScripts?: boolean
}

export type Maker = (chance: Chance) => Operation

export const ZERO = '0x0000000000000000000000000000000000000000' as Address

const DURATIONS = [0, 0, 0, 1, 1, 7, 14, 91, 350, 1_050, 1_051]
const ABSURD_AMOUNTS = [(1n << 256n) - 1n, 1n << 255n, 1n << 128n, (1n << 64n) + 1n, 1n]
const ABSURD_INDEXES = [2 ** 53 - 1, 2 ** 32, 1_000_000]
const ABSURD_DAYS = [2 ** 32 - 1, 2 ** 31, 1_052]

export function pickHolder({ random }: Chance): Address {
  if (random.oneIn(4)) return simAddress(`owner ${random.below(SIM_DELEGATES)}`)
  return simAddress(`holder ${random.below(SIM_HOLDERS)}`)
}

/** A registered delegate. */
export function pickDelegate({ random, world }: Chance): Delegate {
  const wanted = random.below(world.delegates.delegates.size)
  let found: Delegate | undefined
  let place = 0
  world.delegates.delegates.each((_, delegate) => {
    if (place++ === wanted) found = delegate
  })
  if (found === undefined) throw new RangeError('no delegate to pick')
  return found
}

/** Mostly a bucket that exists. */
export function pickBucket({ random, world }: Chance): { index: number; bucket?: Bucket } {
  if (random.oneIn(60)) return { index: random.pick(ABSURD_INDEXES) }
  const next = world.staking.totals.get(0)?.nextIndex ?? 0
  const index = random.below(next + 1)
  const bucket = world.staking.buckets.get(index)
  return bucket === undefined ? { index } : { index, bucket }
}

/** Mostly the owner of the bucket. */
export function pickActor(chance: Chance, bucket: Bucket | undefined): Address {
  return bucket === undefined || chance.random.oneIn(8) ? pickHolder(chance) : bucket.owner
}

export function pickName(chance: Chance): string {
  const { random } = chance
  if (random.oneIn(40)) return random.pick(['', 'Delegate1', 'délégué', 'a'.repeat(60), 'nobody'])
  return random.oneIn(15) ? 'nobody' : pickDelegate(chance).name
}

export function pickAmount({ random }: Chance): bigint {
  if (random.oneIn(40)) return random.pick(ABSURD_AMOUNTS)
  if (random.oneIn(12)) return coins(random.pick([0, 1, 99, 10_000_000]))
  return coins(100 + random.below(3_000)) + BigInt(random.below(1_000_000))
}

export function pickDays({ random }: Chance): number {
  return random.oneIn(60) ? random.pick(ABSURD_DAYS) : random.pick(DURATIONS)
}

/** Mostly empty; each byte costs gas. */
export function pickPayload({ random }: Chance): Uint8Array {
  return new Uint8Array(random.oneIn(6) ? random.below(40) : 0).fill(7)
}

/** A call at the staking address. */
export function stakingCall(
  sender: Address,
  signature: string,
  values: readonly AbiValue[],
  expected: Expected,
  valueRau = 0n,
): Operation {
  const name = signature.slice(0, signature.indexOf('('))
  const data = encodeCall(signature, values)
  return { name, sender, to: STAKING_ADDRESS, valueRau, data, expected }
}
