import type { Route } from '#api/contract/route.ts'

/** Values that exist on the network, by name of the parameter. */
export type ValuePool = Readonly<Record<string, readonly string[]>>

const pools = new Map<string, Promise<ValuePool>>()

/** Values of parameters that the network at `base` knows. Read once. */
export function readSampleValues(base: string): Promise<ValuePool> {
  const known = pools.get(base) ?? readPool(base)
  pools.set(base, known)
  return known
}

interface Items {
  readonly items: readonly Readonly<Record<string, string>>[]
}

async function readPool(base: string): Promise<ValuePool> {
  const read = async (path: string): Promise<Items['items']> => {
    const answer = await fetch(`${base}${path}`)
    return ((await answer.json()) as Items).items
  }
  const [delegates, blocks, transactions] = await Promise.all([
    read('/delegates?limit=2'),
    read('/blocks?limit=2'),
    read('/transactions?limit=2'),
  ])
  const of = (rows: Items['items'], name: string): readonly string[] =>
    rows.map((row) => String(row[name]))
  const owners = of(delegates, 'owner')
  return {
    delegate: [...of(delegates, 'id'), ...of(delegates, 'name')],
    producer: of(delegates, 'id'),
    epoch: ['1', '2'],
    heightOrHash: [...of(blocks, 'height'), ...of(blocks, 'hash')],
    hash: of(transactions, 'hash'),
    address: owners,
    owner: owners,
    voter: owners,
    reward: of(delegates, 'reward'),
    account: owners,
    from: of(transactions, 'from'),
    index: ['0', '1'],
    id: ['1', '2'],
    name: ['epochRewardRau', 'drawRule'],
    subject: ['proposal:1', `delegate:${String(delegates[0]?.['id'])}`],
    post: ['1', '2'],
    reaction: ['agree'],
    q: ['first', '1', owners[0] ?? ''],
    deltaRau: ['-1000000000000000000000000', '99'],
  }
}

/** The path of a route with values that exist, and the query that it must have. */
export function fillPath(route: Route, pool: ValuePool): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => pool[name]?.[0] ?? 'unknown')
  if (route.id === 'search') return `${path}?q=${pool['q']?.[0] ?? ''}`
  if (route.id === 'getRankingWhatIf') {
    return `${path}?delegate=${pool['delegate']?.[0] ?? ''}&deltaRau=${pool['deltaRau']?.[0] ?? ''}`
  }
  return path
}
