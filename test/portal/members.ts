import type { Browser } from 'playwright-core'
import { privateKeyToAccount } from 'viem/accounts'
import { type Look, openVisitor, visit, type Visitor } from './browser.ts'
import type { DevnetPortal } from './devnet-portal.ts'
import { giveWallet, type TestWallet } from './wallet.ts'

export interface Member extends Visitor {
  readonly wallet: TestWallet
}

function keyOf(network: DevnetPortal, account: number): `0x${string}` {
  const key = network.accounts[account]?.privateKey
  if (key === undefined) throw new Error(`there is no account ${account}`)
  return key
}

/** An account of the development network, which signs. */
export function signerOf(network: DevnetPortal, account: number) {
  return privateKeyToAccount(keyOf(network, account))
}

/** A visitor of a page whose wallet is connected. */
export async function openMember(
  browser: Browser,
  network: DevnetPortal,
  account: number,
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
