import type { Hex } from 'viem'
import { coins } from '#base/integers.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { Payload } from '#sdk/governance/payload.ts'
import { BLOCKS_PER_EPOCH, GUARDIAN } from './all-states.ts'
import { holder, ownerOf, policy } from './network.fixture.ts'

/** The node of the story; another process may take its place between two blocks. */
export interface Teller {
  readonly client: () => BouleClient
  /** Makes the next block. */
  readonly block: () => Promise<void>
  readonly height: () => number
}

const HASH: Hex = `0x${'07'.repeat(32)}`
const SEATED = ['zea', 'tiryns', 'thebes', 'samos']

function upgrade(name: string): Payload {
  return {
    kind: 'upgrade',
    name,
    version: 2,
    bundleRoot: HASH,
    bundleBytes: 5,
    sourceHash: HASH,
    recipeHash: HASH,
    artifacts: [{ platform: 'linux-x64', sha256: HASH, bytes: 5n }],
    activationEpochs: 900,
  }
}

const REWARD = `${coins(18_750)}`

/** By number, from 1 on: what becomes of them is in their names. */
const PROPOSALS: readonly (readonly [name: string, payload: Payload])[] = [
  ['done', { kind: 'directive', assignee: holder(1).address, dueEpochs: 50 }],
  ['extended', policy('blockRewardRau', `${coins(8)}`, '1')],
  ['withdrawn', policy('blockRewardRau', `${coins(8)}`, '2')],
  ['lapsed', policy('blockRewardRau', `${coins(8)}`, '3')],
  ['defeated', policy('blockRewardRau', `${coins(8)}`, '4')],
  ['red', upgrade('red')],
  ['first', policy('epochRewardRau', REWARD, '1')],
  ['second', policy('epochRewardRau', REWARD, '2')],
  ['ready', upgrade('ready')],
  ['unready', upgrade('unready')],
  ['vetoed', policy('foundationBonusRau', `${coins(80)}`, '1')],
]

const numberOf = (name: string): number => PROPOSALS.findIndex(([one]) => one === name) + 1

/** Leads eleven proposals through all states in nine epochs, each transaction in the block after it was sent. */
export async function tellAllStates({ client, block, height }: Teller): Promise<void> {
  /** Sends transactions of any accounts and has them in the next block, done. */
  const act = async (...sendings: readonly (() => Promise<Hex>)[]): Promise<void> => {
    const hashes: Hex[] = []
    // One after the other, since each takes the next number of its account.
    for (const send of sendings) hashes.push(await send())
    await block()
    for (const hash of hashes) {
      const { done, refusal } = await client().waitForOutcome({ hash })
      if (!done) throw new Error(`refused: ${refusal?.sentence}`)
    }
  }
  const endEpoch = async (): Promise<void> => {
    do await block()
    while (height() % BLOCKS_PER_EPOCH !== 0)
  }
  const rootOf = async (proposal: number): Promise<Hex> =>
    (await client().getProposal({ proposal })).root
  const each = (names: readonly string[], act: (proposal: number, root: Hex) => Promise<Hex>) =>
    names.map((name) => async () => act(numberOf(name), await rootOf(numberOf(name))))
  const vote = (yesBps: number, ...names: readonly string[]) =>
    each(names, (proposal, root) =>
      client().castBallot({
        account: ownerOf('zea'),
        proposal,
        root,
        yesBps,
        noBps: 10_000 - yesBps,
        abstainBps: 0,
      }),
    )
  const attest = (owner: string, green: boolean, ...names: readonly string[]) =>
    each(names, (proposal, root) =>
      client().attestPreflight({
        account: ownerOf(owner),
        proposal,
        root,
        green,
        reportHash: HASH,
      }),
    )
  const report = (percent: number) => () =>
    client().reportProgress({
      account: holder(1),
      proposal: numberOf('done'),
      percent,
      evidenceHash: HASH,
      text: 'So far.',
    })

  await act(
    ...PROPOSALS.map(
      ([title, payload]) =>
        () =>
          client().propose({
            account: holder(0),
            title,
            text: 'Because.',
            payload,
            depositRau: coins(50),
          }),
    ),
  )
  await endEpoch()

  const supported = PROPOSALS.map(([name]) => name).filter(
    (name) => !['withdrawn', 'lapsed', 'red'].includes(name),
  )
  await act(
    ...each(supported, (proposal, root) =>
      client().supportProposal({ account: ownerOf('zea'), proposal, root }),
    ),
    ...attest('zea', true, 'ready', 'unready'),
    ...SEATED.slice(1).flatMap((owner) => attest(owner, false, 'red')),
    () => client().withdrawProposal({ account: holder(0), proposal: numberOf('withdrawn') }),
  )
  await endEpoch()
  await endEpoch()

  await act(
    ...vote(10_000, 'done', 'first', 'second', 'ready', 'unready', 'vetoed'),
    ...vote(0, 'defeated', 'extended'),
  )
  await endEpoch()
  await block()
  await act(...vote(10_000, 'extended'))
  await endEpoch()
  await endEpoch()

  await act(report(40), () =>
    client().vetoProposal({
      account: holder(GUARDIAN),
      proposal: numberOf('vetoed'),
      reason: 'It harms.',
    }),
  )
  await endEpoch()

  await act(
    report(100),
    ...SEATED.map(
      (owner) => () =>
        client().signalReady({ account: ownerOf(owner), proposal: numberOf('ready') }),
    ),
  )
  await endEpoch()
  await act(() =>
    client().reviewDirective({
      account: holder(0),
      proposal: numberOf('done'),
      accept: true,
      text: 'Done.',
    }),
  )
  await endEpoch()
}
