import { classOfSets, refuseSets, refuseSetsNow, undoesRecent } from './governance-rules.ts'
import type {
  GovernanceState,
  ModelPayload,
  ModelProposal,
  ProposalClass,
} from './governance-types.ts'
import type { Account, OutcomeCode } from './types.ts'
import { refuseUnusable } from './usable-address.ts'

export const TERMINAL = [
  'rejected',
  'lapsed',
  'withdrawn',
  'defeated',
  'actioned',
  'expired',
  'timed-out',
  'cancelled',
]
/** Before its verdict. */
export const UNDECIDED = ['submitted', 'support', 'qualified', 'voting', 'extended', 'tallying']
export const OPEN = ['voting', 'extended']
/** What the guardian can stop. */
export const STOPPABLE = ['timelocked', 'signalling', 'locked-in']
const CANCELLABLE = [...STOPPABLE, 'confirmed', 'assigned', 'in-progress', 'review']

const COINS = 10n ** 18n

export type Judged = {
  readonly code: OutcomeCode
  readonly class: ProposalClass
  readonly short: boolean
}

export function findProposal(governance: GovernanceState, id: bigint): ModelProposal | undefined {
  return id < 2n ** 32n ? governance.proposals.get(Number(id)) : undefined
}

function isOutside(count: number | bigint, most: number | bigint): boolean {
  return count < 1 || count > most
}

function refuseRecipient(account: Account): OutcomeCode {
  return refuseUnusable(account) === 0 ? 0 : 514
}

/** What follows from a payload as things stand at the end of `epoch`; the code says why it cannot be done. */
export function judgePayload(
  governance: GovernanceState,
  epoch: number,
  payload: ModelPayload,
): Judged {
  const answer = (code: OutcomeCode, kind: ProposalClass, short = false): Judged => {
    return { code, class: kind, short }
  }
  switch (payload.kind) {
    case 'directive':
      return answer(
        refuseRecipient(payload.assignee) || (isOutside(payload.dueEpochs, 10_000) ? 515 : 0),
        'directive',
      )
    case 'policy': {
      const code = refuseSets(payload.sets) || refuseSetsNow(governance, epoch, payload.sets)
      if (code !== 0) return answer(code, 'policy')
      return answer(0, classOfSets(payload.sets), undoesRecent(governance, epoch, payload))
    }
    case 'treasury':
      return answer(refusePayments(payload), 'policy')
    case 'upgrade':
      return answer(refuseUpgrade(governance, payload), 'technical')
    case 'script':
      return answer(
        ['epoch-reward', 'community-share', 'vote-weight'].includes(payload.slot) ? 0 : 517,
        'technical',
      )
    case 'cancel': {
      const target = findProposal(governance, payload.proposal)
      if (target === undefined) return answer(500, 'directive')
      return answer(CANCELLABLE.includes(target.state) ? 0 : 518, target.class, true)
    }
  }
}

function refusePayments({ payments }: Extract<ModelPayload, { kind: 'treasury' }>): OutcomeCode {
  if (payments.length === 0) return 507
  for (const { to, epochs, perEpochRau } of payments) {
    if (refuseRecipient(to) !== 0) return 514
    if (isOutside(epochs, 10_000)) return 515
    if (isOutside(perEpochRau, 1_000_000_000n * COINS)) return 515
  }
  return 0
}

function refuseUpgrade(
  governance: GovernanceState,
  payload: Extract<ModelPayload, { kind: 'upgrade' }>,
): OutcomeCode {
  if (payload.version !== governance.version + 1) return 516
  if (payload.name === '' || payload.artifacts.length === 0) return 507
  if (isOutside(payload.bundleBytes, 2n ** 28n)) return 515
  return isOutside(payload.activationEpochs, 1_000) ? 515 : 0
}
