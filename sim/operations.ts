import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { toIoAddress } from '#base/io-address.ts'
import type { Bucket } from '#protocol/staking/state.ts'
import { DELEGATES_ADDRESS, REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type { World } from '#protocol/world.ts'
import type { Random } from './random.ts'
import { SIM_DELEGATES, SIM_HOLDERS, simAddress } from './sim-genesis.ts'

/** A call that somebody makes. */
export interface Operation {
  readonly name: string
  readonly sender: Address
  readonly to: Address
  readonly valueRau: bigint
  readonly data: Uint8Array
}

interface Chance {
  readonly random: Random
  readonly world: World
}

const NO_BYTES = new Uint8Array(0)
const DURATIONS = [0, 0, 0, 1, 1, 7, 14, 91, 350, 1_050, 1_051]

function pickHolder({ random }: Chance): Address {
  if (random.oneIn(4)) return simAddress(`owner ${random.below(SIM_DELEGATES)}`)
  return simAddress(`holder ${random.below(SIM_HOLDERS)}`)
}

/** Mostly a bucket that exists. */
function pickBucket({ random, world }: Chance): { index: number; bucket: Bucket | undefined } {
  const next = world.staking.totals.get(0)?.nextIndex ?? 0
  const index = random.below(next + 1)
  return { index, bucket: world.staking.buckets.get(index) }
}

/** Mostly the owner of the bucket. */
function pickActor(chance: Chance, bucket: Bucket | undefined): Address {
  return bucket === undefined || chance.random.oneIn(8) ? pickHolder(chance) : bucket.owner
}

function pickName({ random }: Chance): string {
  return random.oneIn(15) ? 'nobody' : `delegate${random.below(SIM_DELEGATES + 6)}`
}

function pickAmount({ random }: Chance): bigint {
  if (random.oneIn(12)) return coins(random.pick([0, 1, 99, 10_000_000]))
  return coins(100 + random.below(3_000)) + BigInt(random.below(1_000_000))
}

function call(
  name: string,
  sender: Address,
  to: Address,
  signature: string,
  values: readonly AbiValue[],
  valueRau = 0n,
): Operation {
  return { name, sender, to, valueRau, data: encodeCall(signature, values) }
}

type Maker = (chance: Chance) => Operation

function onBucket(name: string, signature: string, rest: (chance: Chance) => readonly AbiValue[]): Maker {
  return (chance) => {
    const { index, bucket } = pickBucket(chance)
    const actor = pickActor(chance, bucket)
    return call(name, actor, STAKING_ADDRESS, signature, [index, ...rest(chance)])
  }
}

const createStake: Maker = (chance) =>
  call('createStake', pickHolder(chance), STAKING_ADDRESS, 'createStake(string,uint256,uint32,bool,uint8[])', [
    pickName(chance),
    pickAmount(chance),
    chance.random.pick(DURATIONS),
    chance.random.oneIn(3),
    [],
  ])

const changeCandidate: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const actor = pickActor(chance, bucket)
  return call('changeCandidate', actor, STAKING_ADDRESS, 'changeCandidate(string,uint64,uint8[])', [
    pickName(chance),
    index,
    [],
  ])
}

const transferStake: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const actor = pickActor(chance, bucket)
  return call('transferStake', actor, STAKING_ADDRESS, 'transferStake(address,uint64,uint8[])', [
    pickHolder(chance),
    index,
    [],
  ])
}

const register: Maker = (chance) => {
  const number = SIM_DELEGATES + chance.random.below(6)
  const sender = pickHolder(chance)
  return call(
    'candidateRegister',
    sender,
    STAKING_ADDRESS,
    'candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])',
    [
      `delegate${number}`,
      simAddress(`operator ${number}`),
      simAddress(`reward ${number % 5}`),
      sender,
      chance.random.oneIn(5) ? 0n : coins(1_000 + chance.random.below(2_000)),
      91,
      true,
      [],
    ],
  )
}

const update: Maker = (chance) => {
  const number = chance.random.below(SIM_DELEGATES)
  return call('candidateUpdate', simAddress(`owner ${number}`), STAKING_ADDRESS, 'candidateUpdate(string,address,address)', [
    `delegate${chance.random.oneIn(3) ? chance.random.below(SIM_DELEGATES) : number}`,
    simAddress(`operator ${number}`),
    simAddress(`reward ${chance.random.below(5)}`),
  ])
}

const activate: Maker = (chance) => {
  const number = chance.random.below(SIM_DELEGATES)
  const id = chance.world.delegates.index.byName(`delegate${number}`)
  const own = id === undefined ? [] : chance.world.staking.index.byDelegate(id)
  const index = own.length === 0 ? 0 : chance.random.pick(own)
  return call('candidateActivate', simAddress(`owner ${number}`), STAKING_ADDRESS, 'candidateActivate(uint64)', [index])
}

function byOwner(name: string, signature: string): Maker {
  return (chance) =>
    call(name, simAddress(`owner ${chance.random.below(SIM_DELEGATES)}`), STAKING_ADDRESS, signature, [])
}

const transfer: Maker = (chance) => ({
  name: 'transfer',
  sender: pickHolder(chance),
  to: pickHolder(chance),
  valueRau: pickAmount(chance),
  data: NO_BYTES,
})

const claim: Maker = (chance) => {
  const reward = simAddress(`reward ${chance.random.below(5)}`)
  const amountRau = chance.random.oneIn(6)
    ? pickAmount(chance)
    : (chance.world.rewards.unclaimed.get(reward) ?? 0n) / 2n
  return call('claimFor', pickHolder(chance), REWARDING_ADDRESS, 'claimFor(uint256,string,uint8[])', [
    amountRau,
    toIoAddress(reward),
    [],
  ])
}

const deposit: Maker = (chance) =>
  call('deposit', pickHolder(chance), REWARDING_ADDRESS, 'deposit(uint256,uint8[])', [pickAmount(chance), []])

const setProfile: Maker = (chance) =>
  call(
    'setProfile',
    simAddress(`owner ${chance.random.below(SIM_DELEGATES)}`),
    DELEGATES_ADDRESS,
    'setProfile(string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)',
    [
      'Delegate', 'group', 'https://delegate.example', 'EU', new Uint8Array(32), new Uint8Array(32), ['a'],
      chance.random.below(10_100), 500, 500,
    ],
  )

/** What happens in the simulator and how often, relative to the rest. */
const MAKERS: readonly { readonly weight: number; readonly make: Maker }[] = [
  { weight: 20, make: createStake },
  { weight: 8, make: onBucket('unstake', 'unstake(uint64,uint8[])', () => [[]]) },
  { weight: 8, make: onBucket('withdrawStake', 'withdrawStake(uint64,uint8[])', () => [[]]) },
  {
    weight: 8,
    make: onBucket('restake', 'restake(uint64,uint32,bool,uint8[])', ({ random }) => [
      random.pick(DURATIONS),
      random.oneIn(2),
      [],
    ]),
  },
  {
    weight: 8,
    make: onBucket('depositToStake', 'depositToStake(uint64,uint256,uint8[])', (chance) => [pickAmount(chance), []]),
  },
  { weight: 10, make: changeCandidate },
  { weight: 6, make: transferStake },
  { weight: 2, make: register },
  { weight: 2, make: update },
  { weight: 4, make: activate },
  { weight: 3, make: onBucket('endorseCandidate', 'endorseCandidate(uint64)', () => []) },
  { weight: 3, make: onBucket('intentToRevokeEndorsement', 'intentToRevokeEndorsement(uint64)', () => []) },
  { weight: 3, make: onBucket('revokeEndorsement', 'revokeEndorsement(uint64)', () => []) },
  { weight: 1, make: byOwner('requestCandidateDeactivation', 'requestCandidateDeactivation()') },
  { weight: 1, make: byOwner('confirmCandidateDeactivation', 'confirmCandidateDeactivation()') },
  { weight: 8, make: transfer },
  { weight: 4, make: claim },
  { weight: 2, make: deposit },
  { weight: 2, make: setProfile },
]

const TOTAL_WEIGHT = MAKERS.reduce((sum, one) => sum + one.weight, 0)

export function makeOperation(random: Random, world: World): Operation {
  let ticket = random.below(TOTAL_WEIGHT)
  for (const { weight, make } of MAKERS) {
    if (ticket < weight) return make({ random, world })
    ticket -= weight
  }
  throw new RangeError('no operation')
}
