import { useState } from 'react'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { useNetwork } from '../data/use-network.ts'
import { readPlan } from './plan-store.ts'

/** The call that is to be signed under the name of a plan, if any: after a reload the one that was begun. */
export function usePreparedCall(planId: string, account: string) {
  const chainId = useNetwork().data?.chainId
  return useState<SystemCall | undefined>(() =>
    chainId === undefined ? undefined : readPlan({ chainId, account, planId })?.steps[0]?.call,
  )
}
