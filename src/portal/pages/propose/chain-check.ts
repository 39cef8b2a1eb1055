import { queryOptions } from '@tanstack/react-query'
import { createClient, http } from 'viem'
import { call, getBalance } from 'viem/actions'
import { getDeposit, proposeCall, type ProposalContent } from '#sdk/actions/propose.ts'
import type { ProposalClass } from '#sdk/governance/names.ts'
import { encodePayload, type Payload } from '#sdk/governance/payload.ts'
import { findRefusal } from '#sdk/outcomes/find-refusal.ts'
import { answer, api } from '../../data/api.ts'

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

/** Asks the node behind the portal. `epoch` makes the answer old when the next one begins. */
export function chainCheckQuery(
  content: ProposalContent,
  proposalClass: ProposalClass,
  account: `0x${string}`,
  epoch: number | undefined,
) {
  const { kind } = content.payload
  return queryOptions({
    queryKey: [
      'propose',
      account,
      epoch,
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
        getDeposit(client, { class: proposalClass }),
        getBalance(client, { address: account }),
        findConflicts(content.payload),
      ])
      const { to, data } = proposeCall(content, depositRau)
      const refusal = await call(client, {
        account,
        to,
        data,
        value: depositRau,
      }).then(
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

async function findConflicts(payload: Payload): Promise<ChainCheck['conflicts']> {
  if (payload.kind !== 'policy') return []
  const names = new Set(payload.sets.map(({ name }) => name))
  const query = { live: true, kind: 'policy', limit: MAX_COMPARED } as const
  const { items } = await answer(api.GET('/proposals', { params: { query } }))
  const others = await Promise.all(
    items.map(({ id }) => answer(api.GET('/proposals/{id}', { params: { path: { id } } }))),
  )
  return others
    .filter(
      (other) =>
        other.payload.kind === 'policy' && other.payload.sets.some(({ name }) => names.has(name)),
    )
    .map(({ id, title }) => ({ id, title }))
}
