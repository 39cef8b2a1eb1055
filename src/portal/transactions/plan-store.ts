import type { Hex } from 'viem'
import type { SystemCall } from '#sdk/actions/send-call.ts'

// A plan is kept in the browser from the first signature until all of it is done, so that a reload does not lose it.

/** One thing to sign. `id` names it within its plan. */
export interface PlannedStep {
  readonly id: string
  readonly call: SystemCall
}

/** A plan that was begun: its steps as they were signed or will be, and the transactions so far. */
export interface StoredPlan {
  readonly steps: readonly PlannedStep[]
  readonly hashes: Readonly<Record<string, Hex>>
}

/** Whose plan it is: the same plan of another account or network is another one. */
export interface PlanKey {
  readonly chainId: number
  readonly account: string
  readonly planId: string
}

/** The plan that was begun, if there is one. What cannot be read any more counts as none. */
export function readPlan(key: PlanKey): StoredPlan | undefined {
  const text = localStorage.getItem(nameOf(key))
  if (text === null) return undefined
  try {
    return parsePlan(text)
  } catch {
    localStorage.removeItem(nameOf(key))
    return undefined
  }
}

/** Whether a plan was begun and not finished: a page can then lead straight to it. */
export function hasBegunPlan(key: PlanKey): boolean {
  return readPlan(key) !== undefined
}

export function writePlan(key: PlanKey, plan: StoredPlan): void {
  localStorage.setItem(nameOf(key), serializePlan(plan))
}

export function forgetPlan(key: PlanKey): void {
  localStorage.removeItem(nameOf(key))
}

export function serializePlan({ steps, hashes }: StoredPlan): string {
  return JSON.stringify({
    steps: steps.map(({ id, call }) => ({
      id,
      call: { to: call.to, data: call.data, valueRau: call.valueRau?.toString() },
    })),
    hashes,
  })
}

export function parsePlan(text: string): StoredPlan {
  const { steps, hashes } = JSON.parse(text) as {
    readonly steps: readonly {
      readonly id: string
      readonly call: { readonly to: Hex; readonly data?: Hex; readonly valueRau?: string }
    }[]
    readonly hashes: Readonly<Record<string, Hex>>
  }
  return {
    steps: steps.map(({ id, call: { to, data, valueRau } }) => ({
      id,
      call: {
        to,
        ...(data === undefined ? {} : { data }),
        ...(valueRau === undefined ? {} : { valueRau: BigInt(valueRau) }),
      },
    })),
    hashes,
  }
}

function nameOf({ chainId, account, planId }: PlanKey): string {
  return `boule.plan.${chainId}.${account.toLowerCase()}.${planId}`
}
