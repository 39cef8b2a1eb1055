import type { Hex } from 'viem'
import type { BouleEvent } from '#sdk/events/decode-events.ts'
import type { PlannedStep, StoredPlan } from './plan-store.ts'

/** How far a step is. Only one step at a time is between `waiting` and its end. */
export type StepState =
  | { readonly status: 'waiting' }
  /** The wallet has been asked. */
  | { readonly status: 'signing' }
  /** Sent, and in no block yet. */
  | { readonly status: 'pending'; readonly hash: Hex }
  /** In a block and done: what happened, with the names of delegates by their identity. */
  | {
      readonly status: 'committed'
      readonly hash: Hex
      readonly events: readonly BouleEvent[]
      readonly names: ReadonlyMap<string, string>
    }
  /** In a block, or before it, and refused; `sentence` says why. */
  | { readonly status: 'refused'; readonly hash: Hex | undefined; readonly sentence: string }
  /** Not sent: the person or the wallet said no, or the node was away. */
  | { readonly status: 'failed'; readonly sentence: string }
  /** Sent, and in no block for so long that it may be lost. */
  | { readonly status: 'lost'; readonly hash: Hex }

export interface PlanState {
  readonly steps: readonly (PlannedStep & { readonly state: StepState })[]
}

const WAITING: StepState = { status: 'waiting' }

/** The state of steps that nobody signed yet, or that were begun before a reload. */
export function startPlan(steps: readonly PlannedStep[], stored?: StoredPlan): PlanState {
  return {
    steps: (stored?.steps ?? steps).map((step) => {
      const hash = stored?.hashes[step.id]
      return { ...step, state: hash === undefined ? WAITING : { status: 'pending', hash } }
    }),
  }
}

/** A plan with one step changed. */
export function withStep(plan: PlanState, id: string, state: StepState): PlanState {
  return { steps: plan.steps.map((step) => (step.id === id ? { ...step, state } : step)) }
}

/** The first step that is not done; undefined when all are. */
export function currentStep(plan: PlanState): PlanState['steps'][number] | undefined {
  return plan.steps.find(({ state }) => state.status !== 'committed')
}

/** Whether the step may be signed now: its turn has come, and nothing of it is on the way. */
export function maySign(state: StepState): boolean {
  return state.status !== 'signing' && state.status !== 'pending' && state.status !== 'committed'
}

/** What is kept of a plan over a reload: its steps, and the transactions that are or may become part of the chain. */
export function toStored(plan: PlanState): StoredPlan {
  const hashes: Record<string, Hex> = {}
  for (const { id, state } of plan.steps) {
    if ('hash' in state && state.hash !== undefined && state.status !== 'refused') {
      hashes[id] = state.hash
    }
  }
  return { steps: plan.steps.map(({ id, call }) => ({ id, call })), hashes }
}
