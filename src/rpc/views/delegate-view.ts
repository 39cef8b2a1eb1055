import { type Hex, toHex } from '#base/hex.ts'
import { toIoAddress } from '#base/io-address.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET, type Profile } from '#protocol/delegates/state.ts'
import type { JsonObject, JsonValue } from '../backend.ts'
import type { BucketRecord, DelegateRecord } from '../queries.ts'
import { viewActivity, viewAddress, viewAmount } from './boule-view.ts'

function hexOrNull(bytes: Uint8Array): Hex | null {
  return bytes.length === 0 ? null : toHex(bytes)
}

function viewProfile(profile: Profile): JsonObject {
  return {
    version: profile.version,
    height: profile.height,
    displayName: profile.displayName,
    group: profile.group,
    website: profile.website,
    region: profile.region,
    logoHash: hexOrNull(profile.logoHash),
    textHash: hexOrNull(profile.textHash),
    links: profile.links,
    blockCommissionBps: profile.blockCommissionBps,
    epochCommissionBps: profile.epochCommissionBps,
    bonusCommissionBps: profile.bonusCommissionBps,
  }
}

/** Exit: null (none asked for), "queued", or the height from which it may be confirmed. */
function viewExit(delegate: Delegate): JsonValue {
  if (delegate.exitHeight === 0) return null
  return delegate.exitHeight === EXIT_QUEUED ? 'queued' : delegate.exitHeight
}

export function viewDelegate(record: DelegateRecord): JsonObject {
  const { delegate } = record
  return {
    id: viewAddress(delegate.id),
    ioId: toIoAddress(delegate.id),
    name: delegate.name,
    registration: delegate.registration,
    owner: viewAddress(delegate.owner),
    operator: viewAddress(delegate.operator),
    ioOperator: toIoAddress(delegate.operator),
    reward: viewAddress(delegate.reward),
    blsKey: hexOrNull(delegate.blsKey),
    consensusKey: hexOrNull(delegate.consensusKey),
    validator: record.validator ?? null,
    selfStakeBucket: delegate.selfStakeBucket === NO_BUCKET ? null : delegate.selfStakeBucket,
    selfStakeRau: viewAmount(delegate.selfStakeRau),
    votesRau: viewAmount(record.votesRau),
    effectiveVotesRau: viewAmount(record.effectiveVotesRau),
    rank: record.rank ?? null,
    eligible: record.eligible,
    reason: record.reason ?? null,
    role: record.role,
    buckets: record.buckets,
    probationEpochs: record.probationEpochs,
    activity: viewActivity(record.activity),
    exit: viewExit(delegate),
    retired: delegate.retired,
    rewardExempt: delegate.rewardExempt,
    offline: record.offline,
    profile: record.profile === undefined ? null : viewProfile(record.profile),
  }
}

export function viewBucket(record: BucketRecord): JsonObject {
  const { bucket } = record
  return {
    index: bucket.index,
    delegate: viewAddress(bucket.delegate),
    delegateName: record.delegateName,
    owner: viewAddress(bucket.owner),
    ioOwner: toIoAddress(bucket.owner),
    amountRau: viewAmount(bucket.amountRau),
    votesRau: viewAmount(record.votesRau),
    durationDays: bucket.durationDays,
    autoStake: bucket.autoStake,
    createdSeconds: bucket.createdSeconds,
    stakedSeconds: bucket.stakedSeconds,
    unstakedSeconds: bucket.unstakedSeconds === 0 ? null : bucket.unstakedSeconds,
    withdrawableSeconds: record.withdrawableSeconds ?? null,
    selfStake: record.selfStake,
    endorsement: record.endorsement,
  }
}
