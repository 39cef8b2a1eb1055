import type { RawRow } from '../database/database.ts'
import { waitForIndex, askAtOneHeight, type VerifySetting } from './verify-setting.ts'

interface NodeEpoch {
  readonly startHeight: number
  readonly electionHeight: number
  readonly endHeight: number
  readonly set: {
    readonly electedHeight: number
    readonly origin: string
    readonly mix: string
    readonly seats: readonly Readonly<Record<string, unknown>>[]
  }
  readonly activity: readonly Readonly<Record<string, unknown>>[]
}

const EPOCHS_AT_ONCE = 100

/** Epochs with their sets, what delegates did in those that are settled, and the rules of the running one. */
export async function verifyEpochs(setting: VerifySetting): Promise<void> {
  const { database } = setting
  const epochs = await database.query('select * from chain.epochs order by epoch')
  for (let from = 0; from < epochs.length; from += EPOCHS_AT_ONCE) {
    const some = epochs.slice(from, from + EPOCHS_AT_ONCE)
    const { height, answers } = await askAtOneHeight(
      setting,
      some.map(({ epoch }) => ({ method: 'boule_epoch', params: [Number(epoch)] })),
    )
    await waitForIndex(setting, height)
    for (const [at, row] of some.entries()) {
      await compareEpoch(setting, row, answers[at] as NodeEpoch)
    }
  }
  await verifyRules(setting)
}

async function compareEpoch(
  { database, findings }: VerifySetting,
  row: RawRow,
  said: NodeEpoch,
): Promise<void> {
  const epoch = Number(row['epoch'])
  const { startHeight, electionHeight, endHeight, set } = said
  const { electedHeight, origin, mix } = set
  findings.compare(
    'epoch',
    String(epoch),
    { startHeight, electionHeight, endHeight, electedHeight, origin, mix },
    {
      startHeight: row['start_height'],
      electionHeight: row['election_height'],
      endHeight: row['end_height'],
      electedHeight: row['elected_height'],
      origin: row['origin'],
      mix: row['mix'],
    },
  )
  const seats = await database.query(
    `select rank, delegate, registration, votes_rau as "votesRau", producer, consensus_key as "consensusKey"
     from chain.seats where epoch = $1 order by rank`,
    [epoch],
  )
  for (const [at, seat] of set.seats.entries()) {
    const { rank, delegate, registration, votesRau, producer, consensusKey } = seat
    findings.compare(
      'seat',
      `${epoch}/${String(rank)}`,
      { rank, delegate, registration, votesRau, producer, consensusKey },
      seats[at] ?? {},
    )
  }
  if (seats.length !== set.seats.length) findings.add(`epoch ${epoch} has other seats`)
  const done = await database.query(
    'select delegate, produced, missed, signed, absent, unproductive from chain.activity where epoch = $1 order by delegate',
    [epoch],
  )
  // Those of the running epoch are told at its end.
  if (done.length === 0) return
  const byDelegate = new Map(
    said.activity.map((one) => [String(one['delegate']).toLowerCase(), one]),
  )
  if (byDelegate.size !== done.length) findings.add(`epoch ${epoch} has other activity`)
  for (const one of done) {
    const delegate = String(one['delegate'])
    const node = byDelegate.get(delegate) ?? {}
    const fields = Object.fromEntries(Object.keys(one).map((name) => [name, node[name]]))
    findings.compare('activity', `${epoch}/${delegate}`, fields, one)
  }
}

/** The rules of the epoch that runs in the index. */
async function verifyRules({ database, rpc, findings }: VerifySetting): Promise<void> {
  const [sync] = await database.query('select epoch from chain.sync where id = 1')
  const epoch = Number(sync?.['epoch'])
  const [said] = await rpc.batch([{ method: 'boule_rules', params: [epoch] }])
  const rows = await database.query(
    `select distinct on (name) name, value from chain.rules where from_epoch <= $1
     order by name, from_epoch desc`,
    [epoch],
  )
  const values = new Map(rows.map(({ name, value }) => [String(name), value]))
  for (const [name, rule] of Object.entries(said as Record<string, { readonly value: unknown }>)) {
    findings.compare('rule', name, { value: rule.value }, { value: values.get(name) })
  }
}
