import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import type { Statements } from '../database/database.ts'
import type { BatchTables } from './apply-blocks.ts'
import type { BlockEvent, DecodedBlock } from './decode-block.ts'
import type { IndexState } from './index-state.ts'

/** Reads all rows that the blocks may change, in a few statements, so that the writers find them in memory. */
export async function prefetch(
  state: IndexState,
  tables: BatchTables,
  blocks: readonly DecodedBlock[],
): Promise<void> {
  const { present, settled } = tables
  const events = blocks.flatMap((block) => block.events)
  await state.buckets.load(present, bucketsOf(state, events))
  await state.voters.load(present, votersOf(state, events))
  await state.accounts.load(present, accountsOf(state, blocks, events))
  await prefetchGovernance(state, tables, events)
  if (events.some(({ log }) => log.name === 'DebtPaid')) {
    await state.debts.loadWhere(settled, 'paid_height is null')
  }
}

function bucketsOf(state: IndexState, events: readonly BlockEvent[]): readonly [number][] {
  const wanted: [number][] = []
  for (const { subjects } of events) {
    if (subjects.bucket !== undefined) wanted.push([Number(subjects.bucket)])
  }
  for (const { selfStakeBucket } of state.delegates.all()) {
    if (selfStakeBucket !== null) wanted.push([selfStakeBucket])
  }
  return wanted
}

/** Owners and delegates that a bucket has or gets: each of them with each. */
function votersOf(state: IndexState, events: readonly BlockEvent[]): [string, string][] {
  const byBucket = new Map<number, { owners: Set<string>; delegates: Set<string> }>()
  const groupOf = (index: number): { owners: Set<string>; delegates: Set<string> } => {
    let group = byBucket.get(index)
    if (group === undefined) {
      const bucket = state.buckets.find(index)
      group = { owners: new Set(), delegates: new Set() }
      if (bucket !== undefined) {
        group.owners.add(bucket.owner)
        group.delegates.add(bucket.delegate)
      }
      byBucket.set(index, group)
    }
    return group
  }
  for (const { selfStakeBucket } of state.delegates.all()) {
    if (selfStakeBucket !== null) groupOf(selfStakeBucket)
  }
  for (const { subjects } of events) {
    const { bucket, account, otherAccount, delegate, otherDelegate } = subjects
    if (bucket === undefined) continue
    const { owners, delegates } = groupOf(Number(bucket))
    for (const owner of [account, otherAccount]) if (owner !== undefined) owners.add(owner)
    for (const id of [delegate, otherDelegate]) if (id !== undefined) delegates.add(id)
  }
  return [...byBucket.values()].flatMap(({ owners, delegates }) =>
    [...delegates].flatMap((id) => [...owners].map((owner): [string, string] => [id, owner])),
  )
}

function accountsOf(
  state: IndexState,
  blocks: readonly DecodedBlock[],
  events: readonly BlockEvent[],
): [string][] {
  const wanted = new Set<string>(PROTOCOL_ADDRESSES)
  for (const { block } of blocks) {
    for (const { sender, recipient } of block.transactions) {
      wanted.add(sender)
      if (recipient !== undefined) wanted.add(recipient)
    }
  }
  for (const { subjects } of events) {
    const { account, otherAccount, bucket } = subjects
    if (account !== undefined) wanted.add(account)
    if (otherAccount !== undefined) wanted.add(otherAccount)
    // The owner of a bucket whose event does not name it.
    const owner = bucket === undefined ? undefined : state.buckets.find(Number(bucket))?.owner
    if (owner !== undefined) wanted.add(owner)
  }
  for (const { selfStakeBucket } of state.delegates.all()) {
    if (selfStakeBucket !== null) wanted.add(state.buckets.get(selfStakeBucket).owner)
  }
  // The proposer gets a deposit back.
  for (const { proposer } of state.proposals.all()) wanted.add(proposer)
  return [...wanted].map((address): [string] => [address])
}

async function prefetchGovernance(
  state: IndexState,
  { present, settled }: BatchTables,
  events: readonly BlockEvent[],
): Promise<void> {
  const proposals = new Set<number>()
  const pairs: [number, string][] = []
  const delegators = new Set<string>()
  const revised = new Set<number>()
  for (const { log, subjects } of events) {
    const id = subjects.proposal === undefined ? undefined : Number(subjects.proposal)
    if (id !== undefined) proposals.add(id)
    if (id !== undefined && subjects.account !== undefined) pairs.push([id, subjects.account])
    if (log.name === 'PowerDelegated') delegators.add(subjects.account ?? '')
    if (log.name === 'ProposalRevised' && id !== undefined) revised.add(id)
  }
  if (delegators.size > 0) await loadDelegations(state, settled, [...delegators])
  if (proposals.size === 0) return
  await state.proposals.load(
    present,
    [...proposals].map((id) => [id] as const),
  )
  await state.supports.load(present, pairs)
  await state.ballots.load(present, pairs)
  await state.givenPowers.load(present, pairs)
  const delegates = pairs.flatMap(([id, voter]): [number, string][] => {
    const given = state.givenPowers.find(id, voter)
    return given === undefined ? [] : [[id, given.delegate]]
  })
  await state.ballots.load(present, delegates)
  for (const id of revised) {
    await state.supports.loadWhere(settled, 'proposal = $1 and counts', [id])
  }
}

async function loadDelegations(
  state: IndexState,
  session: Statements,
  accounts: readonly string[],
): Promise<void> {
  const rows = await state.powerDelegations.loadWhere(
    session,
    'current and account = any(($1::text)::text[])',
    [`{${accounts.join(',')}}`],
  )
  for (const row of rows) {
    // What is in memory already may be newer.
    const key = `${row.class}|${row.account}`
    if (row.current && !state.currentDelegations.has(key)) state.currentDelegations.set(key, row)
  }
}
