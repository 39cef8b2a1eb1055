import type { Browser } from 'playwright-core'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Look, openVisitor, visit, type Visitor } from './browser.ts'
import type { DevnetPortal } from './devnet-portal.ts'
import { giveWallet, type TestWallet } from './wallet.ts'

export interface Member extends Visitor {
  readonly wallet: TestWallet
}

/** An account that the development network funds, by its number, or any other by its private key. */
export type MemberAccount = number | Hex

function keyOf(network: DevnetPortal, account: MemberAccount): Hex {
  const key = typeof account === 'number' ? network.accounts[account]?.privateKey : account
  if (key === undefined) throw new Error(`there is no account ${account}`)
  return key
}

/** An account of the development network, which signs. */
export function signerOf(network: DevnetPortal, account: MemberAccount) {
  return privateKeyToAccount(keyOf(network, account))
}

/** Accounts support a proposal as it is, without a browser. */
export async function support(
  network: DevnetPortal,
  proposal: number,
  accounts: readonly MemberAccount[],
): Promise<void> {
  const { root } = await network.client.getProposal({ proposal })
  for (const each of accounts) {
    const account = signerOf(network, each)
    await network.client.supportProposal({ account, proposal, root, editorial: false })
  }
}

/** Accounts vote for a proposal, without a browser. */
export async function voteYes(
  network: DevnetPortal,
  proposal: number,
  accounts: readonly MemberAccount[],
): Promise<void> {
  const { root } = await network.client.getProposal({ proposal })
  const ballot = { proposal, root, yesBps: 10_000, noBps: 0, abstainBps: 0 }
  for (const each of accounts) {
    await network.client.castBallot({ account: signerOf(network, each), ...ballot })
  }
}

/** A visitor of a page whose wallet is connected. */
export async function openMember(
  browser: Browser,
  network: DevnetPortal,
  account: MemberAccount,
  path: string,
  look: Look = {},
): Promise<Member> {
  const visitor = await openVisitor(browser, network.url, look)
  const { page } = visitor
  const wallet = await giveWallet(page, {
    privateKey: keyOf(network, account),
    rpcUrl: network.rpcUrl,
    chainId: await network.client.getChainId(),
  })
  await visit(page, path)
  await page.getByRole('banner').getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Test wallet' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return { ...visitor, wallet }
}
