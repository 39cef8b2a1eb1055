import type { Address } from 'viem'
import { coinsText } from '../outcomes/sentence.ts'
import type { BouleEvent } from './decode-events.ts'

/** Names a delegate (by identity) or an account. The address itself is good enough. */
export type NameOf = (address: Address) => string

const GRANTS = ['block reward', 'epoch reward', 'foundation bonus'] as const

/** What an event says, in one plain sentence without a full stop. */
export function describeEvent(event: BouleEvent, nameOf: NameOf = (address) => address): string {
  return (
    describeBucketEvent(event, nameOf) ??
    describeEndorsementEvent(event, nameOf) ??
    describeDelegateEvent(event, nameOf) ??
    describeRewardEvent(event, nameOf) ??
    describeNetworkEvent(event, nameOf) ??
    event.eventName
  )
}

function describeBucketEvent(event: BouleEvent, nameOf: NameOf): string | undefined {
  switch (event.eventName) {
    case 'BucketCreated': {
      const { bucketIndex, owner, candidate, amountRau, durationDays, autoStake } = event.args
      return (
        `bucket ${bucketIndex}: ${nameOf(owner)} staked ${coinsText(amountRau)} on ${nameOf(candidate)} ` +
        `for ${daysText(durationDays)}, auto-stake ${autoStake ? 'on' : 'off'}`
      )
    }
    case 'Staked':
      return `bucket ${event.args.bucketIndex}: self-stake of ${nameOf(event.args.candidate)}`
    case 'BucketDeposited': {
      const { bucketIndex, depositor, addedRau, amountRau } = event.args
      return `bucket ${bucketIndex}: ${nameOf(depositor)} added ${coinsText(addedRau)}; it holds ${coinsText(amountRau)} now`
    }
    case 'BucketRestaked': {
      const { bucketIndex, durationDays, autoStake } = event.args
      return `bucket ${bucketIndex}: restaked for ${daysText(durationDays)}, auto-stake ${autoStake ? 'on' : 'off'}`
    }
    case 'BucketCandidateChanged':
      return `bucket ${event.args.bucketIndex}: votes moved from ${nameOf(event.args.from)} to ${nameOf(event.args.to)}`
    case 'BucketTransferred':
      return `bucket ${event.args.bucketIndex}: given by ${nameOf(event.args.from)} to ${nameOf(event.args.to)}`
    case 'BucketUnstaked':
      return `bucket ${event.args.bucketIndex}: unstaked; ${nameOf(event.args.candidate)} loses its votes`
    case 'BucketWithdrawn':
      return `bucket ${event.args.bucketIndex}: ${coinsText(event.args.amountRau)} went back to ${nameOf(event.args.owner)}`
    case 'BucketSlashed':
      return `bucket ${event.args.bucketIndex}: ${coinsText(event.args.takenRau)} taken as a penalty of ${nameOf(event.args.candidate)}`
    default:
      return undefined
  }
}

function describeEndorsementEvent(event: BouleEvent, nameOf: NameOf): string | undefined {
  switch (event.eventName) {
    case 'BucketEndorsed':
      return `bucket ${event.args.bucketIndex}: endorses ${nameOf(event.args.candidate)}`
    case 'EndorsementEnding':
      return `bucket ${event.args.bucketIndex}: its endorsement of ${nameOf(event.args.candidate)} ends at block ${event.args.endHeight}`
    case 'EndorsementRevoked':
      return `bucket ${event.args.bucketIndex}: endorses ${nameOf(event.args.candidate)} no more`
    case 'SelfStakeReleased':
      return `${nameOf(event.args.candidate)}: bucket ${event.args.bucketIndex} is its self-stake no more`
    default:
      return undefined
  }
}

function describeDelegateEvent(event: BouleEvent, nameOf: NameOf): string | undefined {
  switch (event.eventName) {
    case 'CandidateRegistered':
      return `${event.args.name} registered as a delegate, owned by ${nameOf(event.args.ownerAddress)}`
    case 'CandidateUpdated':
      return `${event.args.name}: name, operator, reward address or BLS key updated`
    case 'CandidateActivated':
      return `${nameOf(event.args.candidate)}: bucket ${event.args.bucketIndex} is its self-stake`
    case 'CandidateOwnershipTransferred':
      return `${nameOf(event.args.candidate)}: belongs to ${event.args.to} now`
    case 'CandidateDeactivationRequested':
      return `${nameOf(event.args.candidate)}: asked to leave`
    case 'CandidateDeactivationScheduled':
      return `${nameOf(event.args.candidate)}: leaves; to be confirmed from block ${event.args.blockNumber} on`
    case 'CandidateDeactivated':
      return `${nameOf(event.args.candidate)}: has left`
    case 'ConsensusKeySet':
      return `${nameOf(event.args.candidate)}: consensus key set`
    case 'BlsKeySet':
      return `${nameOf(event.args.candidate)}: BLS key set`
    case 'ProfileSet':
      return `${nameOf(event.args.candidate)}: profile version ${event.args.version}`
    default:
      return undefined
  }
}

function describeRewardEvent(event: BouleEvent, nameOf: NameOf): string | undefined {
  switch (event.eventName) {
    case 'RewardGranted': {
      const { epoch, delegate, kind, amountRau, owedRau } = event.args
      const owed = owedRau === 0n ? '' : `, of which ${coinsText(owedRau)} are owed`
      return `epoch ${epoch}: ${nameOf(delegate)} is granted ${coinsText(amountRau)} as ${grantText(kind)}${owed}`
    }
    case 'DebtPaid': {
      const { epoch, delegate, kind, amountRau } = event.args
      return `epoch ${epoch}: ${nameOf(delegate)} is paid ${coinsText(amountRau)} owed as ${grantText(kind)}`
    }
    case 'EpochSettled': {
      const { epoch, blockRau, epochRau, foundationRau } = event.args
      return `epoch ${epoch} settled: ${coinsText(blockRau + epochRau + foundationRau)} granted`
    }
    case 'RewardClaimed':
      return `${coinsText(event.args.amountRau)} of rewards paid to ${nameOf(event.args.reward)}`
    case 'FundDeposited':
      return `${nameOf(event.args.from)} gave ${coinsText(event.args.amountRau)} to the reward fund`
    default:
      return undefined
  }
}

function describeNetworkEvent(event: BouleEvent, nameOf: NameOf): string | undefined {
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
      return `${nameOf(event.args.delegate)} missed block ${event.args.height}`
    case 'EpochActivity': {
      const { epoch, delegate, produced, missed, unproductive } = event.args
      return `epoch ${epoch}: ${nameOf(delegate)} produced ${produced} and missed ${missed}${unproductive ? ', unproductive' : ''}`
    }
    case 'ProbationChanged':
      return event.args.unproductiveEpochs === 0
        ? `${nameOf(event.args.delegate)} is free of probation`
        : `${nameOf(event.args.delegate)} is on probation for ${epochsText(event.args.unproductiveEpochs)}`
    case 'DoubleSigned':
      return `${nameOf(event.args.delegate)} signed two blocks of height ${event.args.height} and lost ${coinsText(event.args.slashedRau)}`
    case 'UnproductiveSlashed':
      return `${nameOf(event.args.delegate)} missed ${event.args.missed} blocks of epoch ${event.args.epoch} and lost ${coinsText(event.args.slashedRau)}`
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
