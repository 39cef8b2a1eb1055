/** Durations of CometBFT's consensus, in milliseconds. */
export interface ConsensusTiming {
  /** From a block to the first step of the next one: collects late signatures. */
  readonly commitMs: number
  /** How long a proposal is waited for; each round adds `proposeDeltaMs`. */
  readonly proposeMs: number
  readonly proposeDeltaMs: number
  readonly prevoteMs: number
  readonly precommitMs: number
  /** Pause between looks at what a peer still lacks. */
  readonly gossipSleepMs: number
  /** Pause between questions for transactions that are to be sent to peers. */
  readonly reapIntervalMs: number
}

/**
 * The durations for a block every `blockIntervalMs`. The application holds its proposal back until the block is due, so a
 * proposal must be waited for longer than interval − commit; what comes on top is the time to build and send it.
 */
export function computeConsensusTiming(blockIntervalMs: number): ConsensusTiming {
  const share = (part: number): number => Math.round(blockIntervalMs * part)
  const voteMs = Math.max(300, share(0.1))
  return {
    commitMs: share(0.3),
    proposeMs: share(0.7) + Math.max(500, share(0.2)),
    proposeDeltaMs: voteMs,
    prevoteMs: voteMs,
    precommitMs: voteMs,
    gossipSleepMs: between(10, share(0.01), 100),
    reapIntervalMs: between(50, share(0.05), 200),
  }
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
