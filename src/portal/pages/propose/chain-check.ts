import { queryOptions } from '@tanstack/react-query'
import { createClient, http } from 'viem'
import { call, getBalance } from 'viem/actions'
import { getDeposit, proposeCall, type ProposalContent } from '#sdk/actions/propose.ts'
import type { ProposalClass } from '#sdk/governance/names.ts'
import { encodePayload, type Payload } from '#sdk/governance/payload.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { findRefusal } from '#sdk/outcomes/find-refusal.ts'
import { answer, api } from '../../data/api.ts'
import { callRevise } from '../../transactions/governance-calls.ts'

/** What the network says of a draft as things stand. */
export interface ChainCheck {
  readonly depositRau: bigint
  readonly balanceRau: bigint
  /** Why it would not be taken now, in one sentence; undefined when it would. */
  readonly refusal: string | undefined
  /** Proposals under way that set a rule of this one, too: the first of them that is put into action makes the others stale. */
  readonly conflicts: readonly { readonly id: number; readonly title: string }[]
}

/** Most proposals under way whose rules are compared. */
const MAX_COMPARED = 50

/** What somebody wants to put on chain: a new proposal, or other content for an own one. */
export interface Attempt {
  readonly content: ProposalContent
  readonly class: ProposalClass
  /** Number of the proposal that is revised; undefined for a new one. */
  readonly revised: number | undefined
  readonly account: `0x${string}`
}

/** The call that is signed. A revision costs no deposit. */
export function attemptCall({ content, revised }: Attempt, depositRau: bigint): SystemCall {
  return revised === undefined ? proposeCall(content, depositRau) : callRevise(revised, content)
}

/** Asks the node behind the portal. `epoch` makes the answer old when the next one begins. */
export function chainCheckQuery(attempt: Attempt, epoch: number | undefined) {
  const { content, revised, account } = attempt
  const { kind } = content.payload
  return queryOptions({
    queryKey: [
      'propose',
      account,
      epoch,
      revised,
      kind,
      content.title,
      content.text,
      encodePayload(content.payload),
    ],
    queryFn: async (): Promise<ChainCheck> => {
      const client = createClient({
        transport: http(`${location.origin}/api/v1/rpc`, { retryCount: 0 }),
      })
      const [depositRau, balanceRau, conflicts] = await Promise.all([
        revised === undefined ? getDeposit(client, { class: attempt.class }) : 0n,
        getBalance(client, { address: account }),
        findConflicts(content.payload, revised),
      ])
      const { to, data } = attemptCall(attempt, depositRau)
      const refusal = await call(client, { account, to, data, value: depositRau }).then(
        () => undefined,
        (error: unknown) => {
          const found = findRefusal(error)
          if (found === undefined) throw error
          return found.sentence
        },
      )
      return { depositRau, balanceRau, refusal, conflicts }
    },
    gcTime: 0,
    retry: false,
  })
}

async function findConflicts(
  payload: Payload,
  revised: number | undefined,
): Promise<ChainCheck['conflicts']> {
  if (payload.kind !== 'policy') return []
  const names = new Set(payload.sets.map(({ name }) => name))
  const query = { live: true, kind: 'policy', limit: MAX_COMPARED } as const
  const { items } = await answer(api.GET('/proposals', { params: { query } }))
  const others = await Promise.all(
    items
      .filter(({ id }) => id !== revised)
      .map(({ id }) => answer(api.GET('/proposals/{id}', { params: { path: { id } } }))),
  )
  return others
    .filter(
      (other) =>
        other.payload.kind === 'policy' && other.payload.sets.some(({ name }) => names.has(name)),
    )
    .map(({ id, title }) => ({ id, title }))
}
