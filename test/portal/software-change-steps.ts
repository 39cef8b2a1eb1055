import type { Page } from 'playwright-core'
import type { Hex } from 'viem'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import { devnetGenesis } from '#params/devnet/genesis.ts'
import type { DevnetPortal } from './devnet-portal.ts'
import { panel, sign, untilDone } from './member-steps.ts'
import { type MemberAccount, signerOf } from './members.ts'

// What delegates do with a software change, on its page.

const HASH = `0x${'5e'.repeat(32)}` as const

/** Private keys of the owners of consensus delegates of the development network. */
export const DELEGATES: readonly Hex[] = devnetGenesis()
  .delegates.slice(0, 12)
  .map(({ name }) => toHex(computeDevSeed('owner', name)))
export const CPC = toHex(computeDevSeed('owner', 'cpc'))

/** Proposes one whose bundle nobody has: the chain itself goes by what delegates attest. */
export async function proposeSoftwareChange(
  network: DevnetPortal,
  proposer: MemberAccount,
): Promise<void> {
  await network.client.propose({
    account: signerOf(network, proposer),
    title: 'Boule 0.2',
    text: 'Faster blocks.',
    payload: {
      kind: 'upgrade',
      name: 'Boule 0.2',
      version: 2,
      bundleRoot: HASH,
      bundleBytes: 1_000,
      sourceHash: HASH,
      recipeHash: HASH,
      artifacts: [{ platform: 'linux-x64', sha256: HASH, bytes: 7n }],
      activationEpochs: 4,
    },
    depositRau: coins(1_000),
  })
}

/** The owner of cpc attests on the proposal's page, and sees it there. */
export async function attestGood(
  network: DevnetPortal,
  page: Page,
  proposal: number,
): Promise<void> {
  const mine = panel(page, 'You and this proposal')
  await mine.getByText(`boule proposal preflight ${proposal}`).waitFor()
  await mine.getByRole('button', { name: 'Go on with this attestation' }).click()
  await mine.getByText('Choose what came out.').waitFor()
  await mine.getByText('Paste the hash of the report').waitFor()
  await mine.getByText('It is good', { exact: true }).click()
  await mine.getByLabel('Hash of the report').fill(`0x${'ab'.repeat(32)}`)
  await mine.getByRole('button', { name: 'Go on with this attestation' }).click()
  await mine.getByText(`tried the software of proposal ${proposal} and found it good`).waitFor()
  await sign(mine)
  await untilDone(mine)
  await mine.getByText('cpc tried the software and found it good').waitFor()
  await network.indexed()
  const stand = panel(page, 'Where it stands')
  await stand.getByText('Rebuilt and found good by (1 needed)').waitFor()
  await stand.getByRole('link', { name: 'cpc' }).waitFor()
}

/** A delegate says on the proposal's page that it is ready, and sees itself counted. */
export async function sayReady(network: DevnetPortal, page: Page): Promise<void> {
  const mine = panel(page, 'You and this proposal')
  await mine.getByRole('button', { name: 'My delegate is ready' }).click()
  await sign(mine)
  await untilDone(mine)
  await network.indexed()
  await panel(page, 'Where it stands').getByText('Ready: 1 of 36 consensus delegates').waitFor()
}
