import { zeroAddress } from 'viem'
import { plainLine } from '../governance/plain-words.ts'
import { classWord, reasonWords, stateWords } from '../governance/words.ts'
import { coinsText } from '../outcomes/sentence.ts'
import type { BouleEvent } from './decode-events.ts'
import type { EventNames } from './event-names.ts'

/** What an event of governance says; undefined for events of others. */
export function describeGovernanceEvent(event: BouleEvent, names: EventNames): string | undefined {
  return (
    describeProposalEvent(event, names) ??
    describeVoteEvent(event, names) ??
    describeDirectiveEvent(event, names) ??
    describeUpgradeEvent(event, names) ??
    describeActionEvent(event, names)
  )
}

function describeProposalEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'ProposalRevised': {
      const { proposal, proposer, revision, title } = event.args
      return revision === 1
        ? `proposal ${proposal}: ${names.account(proposer)} proposes “${plainLine(title)}”`
        : `proposal ${proposal}: ${names.account(proposer)} revised it; revision ${revision} is “${plainLine(title)}”`
    }
    case 'ProposalChanged': {
      const { proposal, to, reason } = event.args
      return `proposal ${proposal} ${stateWords(to)}: ${reasonWords(reason)}`
    }
    case 'ProposalSupported': {
      const { proposal, account, powerRau, editorial } = event.args
      const stays = editorial ? ', also when only its text is revised' : ''
      return `proposal ${proposal}: ${names.account(account)} supports it with ${coinsText(powerRau)}${stays}`
    }
    case 'SupportWithdrawn':
      return `proposal ${event.args.proposal}: ${names.account(event.args.account)} supports it no more`
    case 'ProposalQualified': {
      const { proposal, supportRau, supporters, totalRau, snapshotEpoch } = event.args
      return (
        `proposal ${proposal}: supported by ${accountsText(supporters)} with ${coinsText(supportRau)} of ${coinsText(totalRau)}; ` +
        `power counts as at the end of epoch ${snapshotEpoch}`
      )
    }
    case 'DepositSettled': {
      const { proposal, account, amountRau, returned } = event.args
      return returned
        ? `proposal ${proposal}: the deposit of ${coinsText(amountRau)} went back to ${names.account(account)}`
        : `proposal ${proposal}: the deposit of ${coinsText(amountRau)} is lost to the reward fund`
    }
    default:
      return undefined
  }
}

function describeVoteEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'BallotCast': {
      const { proposal, account, ownRau, delegatedRau } = event.args
      const given = delegatedRau === 0n ? '' : `, ${coinsText(delegatedRau)} of it delegated`
      return `proposal ${proposal}: ${names.account(account)} votes ${splitText(event.args)} with ${coinsText(ownRau + delegatedRau)}${given}`
    }
    case 'BallotSkipped': {
      const { proposal, account, place, code } = event.args
      return `proposal ${proposal}: ballot ${place + 1} of the batch, of ${names.account(account)}, does not count (code ${code})`
    }
    case 'PowerDelegated': {
      const { class: number, account, delegate } = event.args
      return delegate === zeroAddress
        ? `${names.account(account)} votes for itself again in class ${classWord(number)}`
        : `${names.account(account)} lets ${names.account(delegate)} vote with its power in class ${classWord(number)}`
    }
    case 'VoteCounted': {
      const { proposal, yesRau, noRau, abstainRau, totalRau } = event.args
      return (
        `proposal ${proposal} counted: ${coinsText(yesRau)} yes, ${coinsText(noRau)} no, ` +
        `${coinsText(abstainRau)} abstain, of ${coinsText(totalRau)}`
      )
    }
    default:
      return undefined
  }
}

function describeDirectiveEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'DirectiveReported': {
      const { proposal, account, percent, text } = event.args
      return `proposal ${proposal}: ${names.account(account)} is ${percent} % done: “${plainLine(text)}”`
    }
    case 'DirectiveReviewed': {
      const { proposal, account, accepted, text } = event.args
      const verdict = accepted ? 'accepts the evidence' : 'sends the evidence back'
      return `proposal ${proposal}: ${names.account(account)} ${verdict}: “${plainLine(text)}”`
    }
    case 'DirectiveOverdue':
      return `proposal ${event.args.proposal} is overdue: it was due in epoch ${event.args.dueEpoch}`
    default:
      return undefined
  }
}

function describeUpgradeEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'PreflightAttested': {
      const { proposal, delegate, green } = event.args
      return `proposal ${proposal}: ${names.delegate(delegate)} tried the software and found it ${green ? 'good' : 'bad'}`
    }
    case 'ReadinessSignalled':
      return `proposal ${event.args.proposal}: ${names.delegate(event.args.delegate)} is ready for the new software`
    case 'VersionActivated': {
      const { proposal, version, fromEpoch } = event.args
      return `proposal ${proposal}: version ${version} of the software makes the blocks from epoch ${fromEpoch} on`
    }
    default:
      return undefined
  }
}

function describeActionEvent(event: BouleEvent, names: EventNames): string | undefined {
  switch (event.eventName) {
    case 'RuleChanged': {
      const { proposal, name, before, value, fromEpoch } = event.args
      return `proposal ${proposal}: the rule ${name} changes from ${ruleText(name, before)} to ${ruleText(name, value)} in epoch ${fromEpoch}`
    }
    case 'SunsetReached': {
      const { proposal, restored, fromEpoch } = event.args
      return restored
        ? `proposal ${proposal}: its time is over; the old values come back in epoch ${fromEpoch}`
        : `proposal ${proposal}: its time is over; the values stay, since another decision stands or the old ones contradict others`
    }
    case 'TreasuryPaid': {
      const { proposal, account, amountRau, owedRau } = event.args
      const owed = owedRau === 0n ? '' : `; ${coinsText(owedRau)} are owed`
      return `proposal ${proposal}: the community fund paid ${coinsText(amountRau)} to ${names.account(account)}${owed}`
    }
    case 'ScriptInstalled': {
      const { proposal, slot, fromEpoch } = event.args
      return `proposal ${proposal}: a script takes the place of the formula ${slot} in epoch ${fromEpoch}`
    }
    case 'ScriptFailed': {
      const { proposal, slot, epoch, failure } = event.args
      return `proposal ${proposal}: its script for ${slot} gave no good answer in epoch ${epoch} (${plainLine(failure)}); ${slot === 'vote-weight' ? 'the weights in force stay' : 'the built-in formula was used'}`
    }
    case 'ProposalVetoed': {
      const { proposal, account, reason } = event.args
      return `proposal ${proposal}: ${names.account(account)} vetoed it: “${plainLine(reason)}”`
    }
    default:
      return undefined
  }
}

function accountsText(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`
}

/** Amounts in coins, other values as they are. */
function ruleText(name: string, value: string): string {
  if (name.endsWith('Rau') && /^\d+$/.test(value)) return coinsText(BigInt(value))
  return value === '' ? 'nothing' : value
}

function splitText(ballot: {
  readonly yesBps: number
  readonly noBps: number
  readonly abstainBps: number
}): string {
  const parts = [
    ['yes', ballot.yesBps],
    ['no', ballot.noBps],
    ['abstain', ballot.abstainBps],
  ] as const
  const cast = parts.filter(([, bps]) => bps > 0)
  const [only] = cast
  if (cast.length === 1 && only !== undefined) return only[0]
  return cast.map(([word, bps]) => `${bps / 100} % ${word}`).join(', ')
}
