import type { BlockFacts, ChainFacts, EpochFacts } from './replay-chain.ts'

/**
 * Each block was made by whoever was due, each producer was due for exactly its share of every epoch and verifiers never, and the
 * chain counted so.
 */
export function checkProduction(facts: ChainFacts): readonly string[] {
  return [
    ...facts.blocks.flatMap(checkProposer),
    ...facts.epochs.flatMap((epoch) => checkShares(facts, epoch)),
    ...facts.epochs.flatMap((epoch) => checkCounts(facts, epoch)),
  ]
}

function checkProposer({ height, commit, due, proposer }: BlockFacts): readonly string[] {
  // A block that is proposed again in a later round keeps the name of whoever made it.
  if (commit === undefined || due.includes(proposer)) return []
  return [`block ${height} was made by ${proposer}; due were ${due.join(', ')}`]
}

/** Of a whole epoch. Rounds that fail do not change who is due in round 0 of later blocks. */
function checkShares(facts: ChainFacts, epoch: EpochFacts): readonly string[] {
  const { producers, startHeight, endHeight } = epoch
  const blocks = blocksBetween(facts, startHeight, endHeight)
  if (blocks.length !== endHeight - startHeight + 1) return []
  const share = blocks.length / producers.length
  const turns = count(blocks.map((block) => block.due[0] ?? 'nobody'))
  return [...new Set([...producers, ...turns.keys()])].flatMap((name) => {
    const expected = producers.includes(name) ? share : 0
    const turn = turns.get(name) ?? 0
    if (turn === expected) return []
    return [`epoch ${epoch.epoch}: ${name} was due for ${turn} blocks, its share is ${expected}`]
  })
}

/** A block's round is known with the next one, so the last block of an epoch counts in the next. */
function checkCounts(facts: ChainFacts, epoch: EpochFacts): readonly string[] {
  const { counted, startHeight, endHeight } = epoch
  if (counted === undefined) return []
  const blocks = blocksBetween(facts, startHeight - 1, endHeight - 1)
  const produced = count(blocks.map((block) => block.due.at(-1) ?? 'nobody'))
  const missed = count(blocks.flatMap((block) => block.due.slice(0, -1)))
  return [...new Set([...produced.keys(), ...missed.keys(), ...counted.keys()])].flatMap((name) => {
    const found = `${counted.get(name)?.produced ?? 0} made, ${counted.get(name)?.missed ?? 0} missed`
    const expected = `${produced.get(name) ?? 0} made, ${missed.get(name) ?? 0} missed`
    if (found === expected) return []
    return [`epoch ${epoch.epoch}: the chain counted for ${name} ${found}; it was ${expected}`]
  })
}

/** Everything granted is granted once, adds up to what was settled, and is either claimed or still there. */
export function checkPayments(facts: ChainFacts): readonly string[] {
  const problems: string[] = []
  const seen = new Set<string>()
  const settled = new Set<number>()
  const sums = new Map<number, bigint[]>()
  let paidRau = 0n
  let claimedRau = 0n
  for (const { height, events } of facts.blocks) {
    for (const event of events) {
      if (event.eventName === 'RewardGranted') {
        const { epoch, delegate, kind, amountRau, owedRau } = event.args
        const key = `epoch ${epoch}: the grant of kind ${kind} to ${delegate}`
        if (seen.has(key)) problems.push(`${key} was made twice, at block ${height} again`)
        seen.add(key)
        const sum = sums.get(Number(epoch)) ?? [0n, 0n, 0n]
        // What the community fund gets is a part of the epoch reward.
        const place = kind === 3 ? 1 : kind
        sum[place] = (sum[place] ?? 0n) + amountRau
        sums.set(Number(epoch), sum)
        paidRau += amountRau - owedRau
      } else if (event.eventName === 'DebtPaid') {
        paidRau += event.args.amountRau
      } else if (event.eventName === 'RewardClaimed') {
        claimedRau += event.args.amountRau
      } else if (event.eventName === 'EpochSettled') {
        const { blockRau, epochRau, foundationRau } = event.args
        const epoch = Number(event.args.epoch)
        if (settled.has(epoch)) problems.push(`epoch ${epoch} was settled twice`)
        settled.add(epoch)
        const found = (sums.get(epoch) ?? [0n, 0n, 0n]).join(', ')
        const expected = [blockRau, epochRau, foundationRau].join(', ')
        if (found !== expected) {
          problems.push(`epoch ${epoch}: the grants are ${found}, settled were ${expected}`)
        }
      }
    }
  }
  if (paidRau !== facts.unclaimedRau + claimedRau) {
    problems.push(
      `${paidRau} Rau were granted, ${claimedRau} claimed, and ${facts.unclaimedRau} are left`,
    )
  }
  return [...problems, ...checkBlockRewards(facts, settled, sums)]
}

function checkBlockRewards(
  facts: ChainFacts,
  settled: ReadonlySet<number>,
  sums: ReadonlyMap<number, readonly bigint[]>,
): readonly string[] {
  return facts.epochs.flatMap(({ epoch, counted }) => {
    if (counted === undefined) return []
    if (!settled.has(epoch)) return [`epoch ${epoch} has ended and was not settled`]
    let produced = 0
    for (const row of counted.values()) produced += row.produced
    const expected = BigInt(produced) * facts.blockRewardRau
    const found = sums.get(epoch)?.[0] ?? 0n
    if (found === expected) return []
    return [`epoch ${epoch}: ${found} Rau for ${produced} blocks, and it should be ${expected}`]
  })
}

/** Every transaction that was sent is in one block, once, and there is none that nobody sent. */
export function checkTransactions(facts: ChainFacts, sent: ReadonlySet<string>): readonly string[] {
  const times = count(facts.blocks.flatMap((block) => block.transactions))
  const problems: string[] = []
  for (const hash of sent) {
    const found = times.get(hash) ?? 0
    if (found !== 1) problems.push(`transaction ${hash} is in ${found} blocks`)
    times.delete(hash)
  }
  for (const hash of times.keys()) problems.push(`transaction ${hash} was sent by nobody`)
  return problems
}

function blocksBetween(facts: ChainFacts, first: number, last: number): readonly BlockFacts[] {
  return facts.blocks.filter(
    ({ height, commit }) => height >= first && height <= last && commit !== undefined,
  )
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
