/** Memory that connections may take at the same time, in bytes. */
export interface FlowBudget {
  /** False, and nothing taken, when it does not fit. */
  take(bytes: number): boolean
  give(bytes: number): void
  readonly used: number
}

export function createFlowBudget(maxBytes: number): FlowBudget {
  let used = 0
  return {
    take: (bytes) => {
      if (used + bytes > maxBytes) return false
      used += bytes
      return true
    },
    give: (bytes) => {
      used -= bytes
    },
    get used() {
      return used
    },
  }
}
