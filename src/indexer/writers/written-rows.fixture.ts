import { systemAddress } from '#base/system-address.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { EventContext } from '../apply/event-context.ts'
import { IndexState, type SyncRow } from '../apply/index-state.ts'
import type { Statements } from '../database/database.ts'
import type { ArgumentsOf, EventName } from '../events/decode-event.ts'
import { writeEvent } from './all-writers.ts'
import { newDelegate } from './delegates-writers.ts'

export const SENDER = '0x00000000000000000000000000000000000000aa'
export const OTHER = '0x00000000000000000000000000000000000000bb'
export const DELEGATE = '0x00000000000000000000000000000000000000d1'
/** What each account may claim. */
const UNCLAIMED_RAU = 1_000n

/** The place of every event of these tests. */
export const PLACE = { height: '50', time_ms: '50000', epoch: '3', transaction_hash: '0x7a' }

/** An index at height 50 in epoch 3, in memory alone, with two accounts and a delegate. */
export function makeState(): IndexState {
  const state = new IndexState()
  state.sync = {
    height: 50,
    epoch: 3,
    fundAvailableRau: 0n,
    fundUnclaimedRau: UNCLAIMED_RAU,
    fundOwedRau: 0n,
  } as SyncRow
  const community = systemAddress('community')
  for (const address of [SENDER, OTHER, community, ...Object.values(SYSTEM_ADDRESSES)]) {
    state.accounts.touch({
      address,
      balanceRau: 10_000n,
      nonce: 0,
      unclaimedRau: UNCLAIMED_RAU,
      stakedRau: 0n,
      buckets: 0,
      powerRau: 0n,
      firstHeight: 0,
      updatedHeight: 0,
    })
  }
  state.delegates.touch(
    newDelegate({
      id: DELEGATE,
      registration: 1,
      name: 'alpha',
      owner: OTHER,
      operator: OTHER,
      reward: OTHER,
      blsKey: '0x',
      height: 0,
    }),
  )
  return state
}

/** Tells the state an event, as log 2 of block 50, made by a transaction of `SENDER`. */
export function tell<N extends EventName>(state: IndexState, name: N, args: ArgumentsOf<N>): void {
  const context: EventContext = {
    state,
    eventId: 50_000_002,
    height: 50,
    timeMs: 50_000,
    timeSeconds: 50,
    epoch: 3,
    transaction: { hash: '0x7a', sender: SENDER } as NonNullable<EventContext['transaction']>,
  }
  writeEvent(context, { name, args })
}

/** Rows that the state adds to a table, as the text that the database gets; null for nothing. */
export async function addedRows(
  state: IndexState,
  table: string,
): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const found: Record<string, string | null>[] = []
  const session: Statements = {
    query: () => Promise.resolve([]),
    copy: (target, lines) => {
      if (!target.startsWith(`chain.${table} (`)) return Promise.resolve()
      const names = [...target.matchAll(/"(\w+)"/g)].map(([, name = '']) => name)
      for (const line of lines.trimEnd().split('\n')) {
        const fields = line.split('\t').map((field) => (field === '\\N' ? null : field))
        found.push(Object.fromEntries(names.map((name, at) => [name, fields[at] ?? null])))
      }
      return Promise.resolve()
    },
  }
  await state.flush(session)
  return found
}
