import type { Delegate } from '#protocol/delegates/state.ts'
import { NO_BUCKET } from '#protocol/delegates/state.ts'
import type { World } from '#protocol/world.ts'
import { type Operation, stakingCall } from './operation.ts'
import type { Random } from './random.ts'
import { SIM_HOLDERS } from './sim-genesis.ts'
import { simAddress } from './sim-keys.ts'

/** What many do in the same block. */
export const STORMS = ['exodus', 'farewell', 'betrayal', 'return'] as const
export type Storm = (typeof STORMS)[number]

/** The calls of a storm, for the end of a block: nothing comes after them that could undo it before the block's end. */
export function makeStorm(storm: Storm, random: Random, world: World): readonly Operation[] {
  const all: Delegate[] = []
  world.delegates.delegates.each((_, delegate) => {
    all.push(delegate)
  })
  switch (storm) {
    case 'exodus':
      return all.flatMap((delegate) => giveAway(delegate, random, world))
    case 'farewell':
      return all.map(({ owner }) =>
        stakingCall(owner, 'requestCandidateDeactivation()', [], { kind: 'requestExit' }),
      )
    case 'betrayal':
      return all.flatMap((delegate) => withdrawBacking(delegate, world))
    case 'return':
      return all.flatMap((delegate) => comeBack(delegate, world))
  }
}

/** A delegate in new hands has no self-stake, unless somebody endorses it: then the endorsement is revoked when it may be. */
function giveAway(delegate: Delegate, random: Random, world: World): readonly Operation[] {
  const { index } = world.delegates
  const heirs = Array.from({ length: SIM_HOLDERS }, (_, i) => simAddress(`holder ${i}`)).filter(
    (holder) => index.byOwner(holder) === undefined,
  )
  if (heirs.length === 0) return []
  const newOwner = random.pick(heirs)
  const signature = 'candidateTransferOwnership(address,uint8[])'
  return [
    ...withdrawBacking(delegate, world),
    stakingCall(delegate.owner, signature, [newOwner, []], { kind: 'transferOwnership', newOwner }),
  ]
}

function withdrawBacking(delegate: Delegate, world: World): readonly Operation[] {
  const bucket = world.staking.buckets.get(delegate.selfStakeBucket)
  if (bucket === undefined || !world.staking.endorsements.has(bucket.index)) return []
  return [
    stakingCall(bucket.owner, 'intentToRevokeEndorsement(uint64)', [bucket.index], {
      kind: 'intentToRevoke',
      bucket: bucket.index,
    }),
    stakingCall(bucket.owner, 'revokeEndorsement(uint64)', [bucket.index], {
      kind: 'revokeEndorsement',
      bucket: bucket.index,
    }),
  ]
}

/** A delegate without self-stake finds someone with a large bucket who endorses it. */
function comeBack(delegate: Delegate, world: World): readonly Operation[] {
  if (delegate.retired || delegate.selfStakeBucket !== NO_BUCKET) return []
  const own = world.staking.index.byDelegate(delegate.id)
  let best: number | undefined
  for (const index of own) {
    const bucket = world.staking.buckets.get(index)
    if (bucket === undefined || bucket.unstakedSeconds !== 0) continue
    const amountRau = best === undefined ? 0n : (world.staking.buckets.get(best)?.amountRau ?? 0n)
    if (bucket.amountRau > amountRau) best = index
  }
  const bucket = best === undefined ? undefined : world.staking.buckets.get(best)
  if (bucket === undefined) return []
  const { index } = bucket
  return [
    stakingCall(bucket.owner, 'endorseCandidate(uint64)', [index], {
      kind: 'endorse',
      bucket: index,
    }),
    stakingCall(delegate.owner, 'candidateActivate(uint64)', [index], {
      kind: 'activate',
      bucket: index,
    }),
  ]
}
