import { coinsText } from '../outcomes/sentence.ts'
import type { BouleEvent } from './decode-events.ts'
import { describeGovernanceEvent } from './describe-governance-event.ts'
import type { EventNames } from './event-names.ts'

const ADDRESSES: EventNames = { delegate: (identity) => identity, account: (address) => address }

const GRANTS = [
  'block reward',
  'epoch reward',
  'foundation bonus',
  'share of the community fund',
] as const

/** What an event says, in one plain sentence without a full stop. */
export function describeEvent(event: BouleEvent, names: EventNames = ADDRESSES): string {
  return (
    describeBucketEvent(event, names) ??
    describeEndorsementEvent(event, names) ??
    describeDelegateEvent(event, names) ??
    describeRewardEvent(event, names) ??
    describeNetworkEvent(event, names) ??
    describeGovernanceEvent(event, names) ??
    event.eventName
  )
}

function describeBucketEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'BucketCreated': {
      const { bucketIndex, owner, candidate, amountRau, durationDays, autoStake } = event.args
      return (
        `bucket ${bucketIndex}: ${names.account(owner)} staked ${coinsText(amountRau)} on ${names.delegate(candidate)} ` +
        `for ${daysText(durationDays)}, auto-stake ${autoStake ? 'on' : 'off'}`
      )
    }
    case 'Staked':
      return `bucket ${event.args.bucketIndex}: self-stake of ${names.delegate(event.args.candidate)}`
    case 'BucketDeposited': {
      const { bucketIndex, depositor, addedRau, amountRau } = event.args
      return `bucket ${bucketIndex}: ${names.account(depositor)} added ${coinsText(addedRau)}; it holds ${coinsText(amountRau)} now`
    }
    case 'BucketRestaked': {
      const { bucketIndex, durationDays, autoStake } = event.args
      return `bucket ${bucketIndex}: restaked for ${daysText(durationDays)}, auto-stake ${autoStake ? 'on' : 'off'}`
    }
    case 'BucketCandidateChanged':
      return `bucket ${event.args.bucketIndex}: votes moved from ${names.delegate(event.args.from)} to ${names.delegate(event.args.to)}`
    case 'BucketTransferred':
      return `bucket ${event.args.bucketIndex}: given by ${names.account(event.args.from)} to ${names.account(event.args.to)}`
    case 'BucketUnstaked':
      return `bucket ${event.args.bucketIndex}: unstaked; ${names.delegate(event.args.candidate)} loses its votes`
    case 'BucketWithdrawn':
      return `bucket ${event.args.bucketIndex}: ${coinsText(event.args.amountRau)} went back to ${names.account(event.args.owner)}`
    case 'BucketSlashed':
      return `bucket ${event.args.bucketIndex}: ${coinsText(event.args.takenRau)} taken as a penalty of ${names.delegate(event.args.candidate)}`
    case 'WeightsChanged': {
      const { fromEpoch, table } = event.args
      const by = table === '0x' ? 'the built-in formula' : 'the table of a script'
      return `all votes are by ${by} now; epoch ${fromEpoch} is the first that is elected by them`
    }
    default:
      return undefined
  }
}

function describeEndorsementEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'BucketEndorsed':
      return `bucket ${event.args.bucketIndex}: endorses ${names.delegate(event.args.candidate)}`
    case 'EndorsementEnding':
      return `bucket ${event.args.bucketIndex}: its endorsement of ${names.delegate(event.args.candidate)} ends at block ${event.args.endHeight}`
    case 'EndorsementRevoked':
      return `bucket ${event.args.bucketIndex}: endorses ${names.delegate(event.args.candidate)} no more`
    case 'SelfStakeReleased':
      return `${names.delegate(event.args.candidate)}: bucket ${event.args.bucketIndex} is its self-stake no more`
    default:
      return undefined
  }
}

function describeDelegateEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'CandidateRegistered':
      return `${event.args.name} registered as a delegate, owned by ${names.account(event.args.ownerAddress)}`
    case 'CandidateUpdated':
      return `${event.args.name}: name, operator, reward address or BLS key updated`
    case 'CandidateActivated':
      return `${names.delegate(event.args.candidate)}: bucket ${event.args.bucketIndex} is its self-stake`
    case 'CandidateOwnershipTransferred':
      return `${names.delegate(event.args.candidate)}: belongs to ${names.account(event.args.to)} now`
    case 'CandidateDeactivationRequested':
      return `${names.delegate(event.args.candidate)}: asked to leave`
    case 'CandidateDeactivationScheduled':
      return `${names.delegate(event.args.candidate)}: leaves; to be confirmed from block ${event.args.blockNumber} on`
    case 'CandidateDeactivated':
      return `${names.delegate(event.args.candidate)}: has left`
    case 'ConsensusKeySet':
      return `${names.delegate(event.args.candidate)}: consensus key set`
    case 'BlsKeySet':
      return `${names.delegate(event.args.candidate)}: BLS key set`
    case 'ProfileSet':
      return `${names.delegate(event.args.candidate)}: profile version ${event.args.version}`
    default:
      return undefined
  }
}

function describeRewardEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'RewardGranted': {
      const { epoch, delegate, kind, amountRau, owedRau } = event.args
      const owed = owedRau === 0n ? '' : `, of which ${coinsText(owedRau)} are owed`
      return `epoch ${epoch}: ${names.delegate(delegate)} is granted ${coinsText(amountRau)} as ${grantText(kind)}${owed}`
    }
    case 'DebtPaid': {
      const { epoch, delegate, kind, amountRau } = event.args
      return `epoch ${epoch}: ${names.delegate(delegate)} is paid ${coinsText(amountRau)} owed as ${grantText(kind)}`
    }
    case 'EpochSettled': {
      const { epoch, blockRau, epochRau, foundationRau } = event.args
      return `epoch ${epoch} settled: ${coinsText(blockRau + epochRau + foundationRau)} granted`
    }
    case 'RewardClaimed':
      return `${coinsText(event.args.amountRau)} of rewards paid to ${names.account(event.args.reward)}`
    case 'FundDeposited':
      return `${names.account(event.args.from)} gave ${coinsText(event.args.amountRau)} to the reward fund`
    default:
      return undefined
  }
}

function describeNetworkEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'SetElected': {
      const { epoch, continued, consensusDelegates, producers } = event.args
      return continued
        ? `nobody is eligible: the set carries on in epoch ${epoch}`
        : `epoch ${epoch} elected: ${consensusDelegates.length} delegates, ${producers.length} of them producers`
    }
    case 'EpochStarted':
      return `epoch ${event.args.epoch} began: ${event.args.producers} producers take over for ${event.args.blocks} blocks`
    case 'BlockMissed':
      return `${names.delegate(event.args.delegate)} missed block ${event.args.height}`
    case 'EpochActivity': {
      const { epoch, delegate, produced, missed, unproductive } = event.args
      return `epoch ${epoch}: ${names.delegate(delegate)} produced ${produced} and missed ${missed}${unproductive ? ', unproductive' : ''}`
    }
    case 'ProbationChanged':
      return event.args.unproductiveEpochs === 0
        ? `${names.delegate(event.args.delegate)} is free of probation`
        : `${names.delegate(event.args.delegate)} is on probation for ${epochsText(event.args.unproductiveEpochs)}`
    case 'DoubleSigned':
      return `${names.delegate(event.args.delegate)} signed two blocks of height ${event.args.height} and lost ${coinsText(event.args.slashedRau)}`
    case 'UnproductiveSlashed':
      return `${names.delegate(event.args.delegate)} missed ${event.args.missed} blocks of epoch ${event.args.epoch} and lost ${coinsText(event.args.slashedRau)}`
    default:
      return undefined
  }
}

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

function epochsText(epochs: number): string {
  return epochs === 1 ? '1 unproductive epoch' : `${epochs} unproductive epochs`
}

function grantText(kind: number): string {
  return GRANTS[kind] ?? `reward of kind ${kind}`
}
