import { addCoins } from './accounts.ts'
import { countSupport, hasNextToNoSupport } from './governance-tally.ts'
import { TERMINAL } from './governance-payload.ts'
import type { ModelProposal } from './governance-types.ts'
import type { ModelState } from './types.ts'

/**
 * Every change of state. The end of a proposal brings its deposit back, or for punishment into the
 * fund, and begins its cool-down.
 */
export function change(
  state: ModelState,
  proposal: ModelProposal,
  to: string,
  punished?: 'punished',
): void {
  const { governance } = state
  const isSearching = (name: string): boolean => name === 'submitted' || name === 'support'
  if (isSearching(proposal.state) && !isSearching(to)) {
    proposal.finalSupport = countSupport(governance, proposal)
  }
  proposal.state = to
  proposal.changedEpoch = governance.epoch
  if (!TERMINAL.includes(to)) return
  const isLost = punished !== undefined || isIgnored(state, proposal)
  if (isLost) state.fundRau += proposal.depositRau
  else addCoins(state, proposal.proposer, proposal.depositRau)
  proposal.depositRau = 0n
  const cooldown = proposal.rules[`${proposal.class}CooldownEpochs`]
  // What was voted on rests for a while.
  if (cooldown > 0 && proposal.openedEpoch !== 0) {
    governance.cooldowns.set(proposal.content.payloadHash, governance.epoch + 1 + cooldown)
  }
}

/** Lapsed, or withdrawn after the debate, with next to no support. */
function isIgnored(state: ModelState, proposal: ModelProposal): boolean {
  const { governance } = state
  if (proposal.state !== 'lapsed' && proposal.state !== 'withdrawn') return false
  const debateEnd = proposal.submittedEpoch + proposal.rules[`${proposal.class}DebateEpochs`]
  if (proposal.state === 'withdrawn' && governance.epoch < debateEnd) return false
  return hasNextToNoSupport(governance, proposal)
}
