import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { waitForOutcome } from '#sdk/outcomes/wait-for-outcome.ts'
import { describeWalletError } from '../wallet/wallet-error.ts'
import { openWallets, type WalletNetwork } from '../wallet/wallet-state.ts'
import {
  currentStep,
  type PlanState,
  startPlan,
  type StepState,
  toStored,
  withStep,
} from './plan-state.ts'
import { readDelegateNames } from './delegate-names.ts'
import { forgetPlan, type PlanKey, type PlannedStep, readPlan, writePlan } from './plan-store.ts'

/** After this a transaction that is in no block counts as lost. */
const LOST_AFTER_MS = 60_000

export interface TransactionPlanHandle {
  readonly plan: PlanState
  /** Has the current step signed and sent, and waits for its block. */
  readonly sign: (gas: bigint) => Promise<void>
  /** Looks once more for a transaction that seemed lost. */
  readonly look: () => void
  /** Forgets a plan that was begun; what is on the chain stays there. */
  readonly giveUp: () => void
}

/** Runs a plan: what was begun before a reload comes first, with its transactions looked up. */
export function useTransactionPlan(
  steps: readonly PlannedStep[],
  key: PlanKey,
  network: WalletNetwork,
): TransactionPlanHandle {
  const { t } = useTranslation('wallet')
  const { chainId, account, planId } = key
  const stableKey = useMemo(() => ({ chainId, account, planId }), [chainId, account, planId])
  const [plan, setPlan] = useState(() => startPlan(steps, readPlan(key)))
  const isBegun = Object.keys(toStored(plan).hashes).length > 0

  // Until the first signature the steps are those of the page.
  const stepsText = useMemo(
    () => steps.map(({ id, call }) => `${id}${call.data ?? ''}`).join(),
    [steps],
  )
  const latest = useRef(steps)
  latest.current = steps
  useEffect(() => {
    if (!isBegun) setPlan(startPlan(latest.current, readPlan(stableKey)))
  }, [stepsText, stableKey, isBegun])

  const change = useCallback(
    (id: string, state: StepState) => {
      setPlan((before) => {
        const after = withStep(before, id, state)
        const stored = toStored(after)
        if (currentStep(after) === undefined) forgetPlan(stableKey)
        else if (Object.keys(stored.hashes).length > 0) writePlan(stableKey, stored)
        return after
      })
    },
    [stableKey],
  )

  const follow = useCallback(
    async (id: string, hash: Hex) => {
      change(id, { status: 'pending', hash })
      try {
        const { client } = await openWallets(network)
        const outcome = await waitForOutcome(client, { hash, timeoutMs: LOST_AFTER_MS })
        if (!outcome.done) {
          const sentence = outcome.refusal?.sentence ?? t('errors.refused')
          change(id, { status: 'refused', hash, sentence })
          return
        }
        const { events } = outcome
        change(id, {
          status: 'committed',
          hash,
          events,
          names: await readDelegateNames(client, events),
        })
      } catch {
        change(id, { status: 'lost', hash })
      }
    },
    [change, network, t],
  )

  const current = currentStep(plan)
  // What was on its way before the reload.
  const resumed = useRef(false)
  useEffect(() => {
    if (resumed.current) return
    resumed.current = true
    for (const { id, state } of plan.steps) {
      if (state.status === 'pending') void follow(id, state.hash)
    }
  }, [plan, follow])

  return {
    plan,
    sign: async (gas) => {
      if (current === undefined) return
      const { id, call } = current
      change(id, { status: 'signing' })
      try {
        const engine = await openWallets(network)
        await follow(id, await engine.send(call, gas))
      } catch (error) {
        change(id, { status: 'failed', sentence: describeWalletError(error, t) })
      }
    },
    look: () => {
      if (current?.state.status === 'lost') void follow(current.id, current.state.hash)
    },
    giveUp: () => {
      forgetPlan(stableKey)
      setPlan(startPlan(latest.current))
    },
  }
}
