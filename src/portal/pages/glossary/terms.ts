import type { TermId } from '../../glossary/term.tsx'

export const TERM_GROUPS = ['staking', 'election', 'rewards', 'decisions'] as const

interface TermPlace {
  readonly group: (typeof TERM_GROUPS)[number]
  /** The page that shows it best. */
  readonly to:
    | '/stake'
    | '/my-stake'
    | '/delegates'
    | '/ranking'
    | '/epochs'
    | '/calculator'
    | '/proposals'
    | '/parameters'
  /** File of the documentation that has it in full. */
  readonly document: string
}

const BUCKETS = 'docs/concepts/buckets-and-votes.md'
const ELECTION = 'docs/concepts/election-and-lot.md'
const EPOCHS = 'docs/concepts/epochs-and-hand-over.md'
const REWARDS = 'docs/concepts/rewards.md'
const GOVERNANCE = 'docs/concepts/governance.md'

/** Where every word of the glossary belongs, and where there is more about it. */
export const TERM_PLACES: Readonly<Record<TermId, TermPlace>> = {
  bucket: { group: 'staking', to: '/my-stake', document: BUCKETS },
  votes: { group: 'staking', to: '/stake', document: BUCKETS },
  selfStake: { group: 'staking', to: '/delegates', document: BUCKETS },
  autoStake: { group: 'staking', to: '/stake', document: BUCKETS },
  unlocking: { group: 'staking', to: '/my-stake', document: BUCKETS },
  delegate: { group: 'election', to: '/delegates', document: ELECTION },
  producer: { group: 'election', to: '/ranking', document: ELECTION },
  verifier: { group: 'election', to: '/ranking', document: ELECTION },
  standby: { group: 'election', to: '/ranking', document: ELECTION },
  epoch: { group: 'election', to: '/epochs', document: EPOCHS },
  electionPoint: { group: 'election', to: '/epochs', document: EPOCHS },
  lot: { group: 'election', to: '/epochs', document: ELECTION },
  mix: { group: 'election', to: '/epochs', document: ELECTION },
  round: { group: 'election', to: '/epochs', document: EPOCHS },
  uptime: { group: 'election', to: '/delegates', document: EPOCHS },
  probation: { group: 'election', to: '/delegates', document: ELECTION },
  grant: { group: 'rewards', to: '/epochs', document: REWARDS },
  settlement: { group: 'rewards', to: '/epochs', document: REWARDS },
  commission: { group: 'rewards', to: '/calculator', document: REWARDS },
  owed: { group: 'rewards', to: '/epochs', document: REWARDS },
  fund: { group: 'rewards', to: '/epochs', document: REWARDS },
  power: { group: 'decisions', to: '/proposals', document: GOVERNANCE },
  support: { group: 'decisions', to: '/proposals', document: GOVERNANCE },
  snapshot: { group: 'decisions', to: '/proposals', document: GOVERNANCE },
  quorum: { group: 'decisions', to: '/proposals', document: GOVERNANCE },
  turnout: { group: 'decisions', to: '/proposals', document: GOVERNANCE },
  timelock: { group: 'decisions', to: '/parameters', document: GOVERNANCE },
}
