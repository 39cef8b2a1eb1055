export type Verdict = 'ok' | 'warning' | 'problem'

/** What one look at a node's set-up gave. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string
  readonly verdict: Verdict
  /** One line: how it is, and where it is not well, what to do. */
  readonly says: string
}

export function ok(check: string, says: string): Finding {
  return { check, verdict: 'ok', says }
}

/** It works, and may not for ever, or not as was meant. */
export function warning(check: string, says: string): Finding {
  return { check, verdict: 'warning', says }
}

/** The node does not start, stops, or does not do its work. */
export function problem(check: string, says: string): Finding {
  return { check, verdict: 'problem', says }
}
