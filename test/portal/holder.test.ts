import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWalletClient, type Hex, http, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { DEVNET_CHAIN_ID } from '#params/devnet/accounts.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import { updateDelegate } from '#sdk/actions/update-delegate.ts'
import { findBarriers } from './barriers.ts'
import { type Look, openVisitor, startBrowser, visit, type Visitor } from './browser.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'
import { giveWallet, type TestWallet } from './wallet.ts'

// What a holder does in a browser, on a real network: stake, move, unlock, withdraw, claim, and what goes wrong on the way.

const COIN = 10n ** 18n
const DAY_SECONDS = 86_400

/** The second account is granted the rewards of this delegate. */
const REWARDING_DELEGATE = 'coredev'

let network: DevnetPortal
let browser: Browser

beforeAll(async () => {
  ;[network, browser] = await Promise.all([startDevnetPortal(), startBrowser()])
  await grantRewardsTo(keyOf(1))
})

afterAll(async () => {
  await browser.close()
  await network.close()
})

/** Key of one of the devnet’s funded accounts. */
function keyOf(account: number): Hex {
  const found = network.accounts[account]
  if (found === undefined) throw new Error(`there is no account ${account}`)
  return found.privateKey
}

/** Key of the account that owns a delegate. */
function ownerKeyOf(delegate: string): Hex {
  return toHex(computeDevSeed('owner', delegate))
}

/** Has the rewards of a delegate granted to an account, and lets an epoch pass. */
async function grantRewardsTo(privateKey: Hex): Promise<void> {
  const owner = privateKeyToAccount(ownerKeyOf(REWARDING_DELEGATE))
  const signer = createWalletClient({ account: owner, transport: http(network.rpcUrl) })
  await updateDelegate(signer, { reward: privateKeyToAccount(privateKey).address })
  await network.mineTo(130)
}

interface Holder extends Visitor {
  readonly wallet: TestWallet
}

/** A visitor with a wallet that is not connected yet. Each account belongs to one test, so that none is in the way of another. */
async function openHolder(privateKey: Hex, look: Look = {}): Promise<Holder> {
  const visitor = await openVisitor(browser, network.url, look)
  const wallet = await giveWallet(visitor.page, {
    privateKey,
    rpcUrl: network.rpcUrl,
    chainId: DEVNET_CHAIN_ID,
  })
  return { ...visitor, wallet }
}

async function connect(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Test wallet' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Signs the current step, once it is tried out. */
async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in the wallet' }).click()
}

async function untilDone(page: Page): Promise<void> {
  await page.getByText('All done.', { exact: true }).last().waitFor()
}

/** A bucket's card on the page of one's own stake. */
function cardOf(page: Page, bucket: number) {
  return page.getByRole('article', { name: `Bucket ${bucket}`, exact: true })
}

/** The newest bucket of an account, as the node has it. */
async function newestBucket(owner: string): Promise<number> {
  const { items } = await network.client.getBuckets({ owner })
  return items.at(-1)?.index ?? -1
}

test('coins are staked, their votes moved, unlocked and withdrawn', async () => {
  const { page, context, wallet, trouble } = await openHolder(keyOf(0))
  await visit(page, '/my-stake')
  await connect(page)
  await page.getByText('Lock some coins').waitFor()
  await page.getByRole('link', { name: 'Stake and vote' }).last().click()

  await page.getByRole('combobox', { name: 'Delegate' }).fill('airf')
  await page.getByRole('option', { name: /airfoil/ }).click()
  await page.getByLabel('Coins').fill('1,250.5')
  await page.getByLabel('Days', { exact: true }).fill('0')
  const votes = computeVotes({
    amountRau: (12_505n * COIN) / 10n,
    durationDays: 0,
    autoStake: true,
    selfStake: false,
  })
  await page.getByTestId('votes').waitFor()
  expect(await page.getByTestId('votes').locator('data').getAttribute('value')).toBe(`${votes}`)
  await page.getByText('Nobody gains or loses a seat.').waitFor()
  await page.getByRole('button', { name: 'Check and sign' }).click()

  await page
    .getByText('Lock 1,250.5 coins for 0 days and vote for airfoil (auto-stake on)')
    .waitFor()
  expect(wallet.asked).not.toContain('eth_sendTransaction')
  await sign(page)
  await untilDone(page)
  const bucket = await newestBucket(wallet.address)
  await page.getByRole('link', { name: 'See my stake' }).click()
  await cardOf(page, bucket).getByText('airfoil').waitFor()
  await page.getByText(`staked 1,250.5 coins`).first().waitFor()

  await cardOf(page, bucket)
    .getByRole('link', { name: /Move votes/ })
    .click()
  await page.getByRole('combobox', { name: 'New delegate' }).fill('metany')
  await page.getByRole('option', { name: /metanyx/ }).click()
  await page.getByRole('button', { name: 'Check and sign' }).click()
  await sign(page)
  await untilDone(page)
  await page.getByRole('link', { name: 'Back to my stake' }).click()
  await cardOf(page, bucket).getByText('metanyx').waitFor()
  await cardOf(page, bucket)
    .getByRole('link', { name: `Bucket ${bucket}`, exact: true })
    .click()
  await page
    .getByRole('table', { name: 'What happened to it' })
    .getByText(/metanyx/)
    .waitFor()
  await page.goBack()

  await unlockAndWithdraw(page, bucket)
  expect(trouble).toEqual([])
  await context.close()
})

/** Two steps, with a reload after the first; then the wait, which the chain’s clock makes short. */
async function unlockAndWithdraw(page: Page, bucket: number): Promise<void> {
  await cardOf(page, bucket)
    .getByRole('link', { name: /Unlock/ })
    .click()
  await page.getByText('2 transactions have to be signed').waitFor()
  await sign(page)
  await page.getByText('Begin to unlock bucket').waitFor()
  await page.locator('li[aria-current=step]').getByText('Begin to unlock').waitFor()
  await page.reload()
  await page.getByText('You began this before.').waitFor()
  await page.locator('li[aria-current=step]').getByText('Begin to unlock').waitFor()
  await sign(page)
  await untilDone(page)
  await network.client.request({
    method: 'evm_increaseTime' as never,
    params: [DAY_SECONDS] as never,
  })
  await network.mineTo(Number(await network.client.getBlockNumber()) + 1)
  await page.getByRole('link', { name: 'Withdraw the coins' }).click()
  await sign(page)
  await untilDone(page)
  await page.getByRole('link', { name: 'See my stake' }).click()
  await page.getByText('Lock some coins').waitFor()
}

test('granted rewards are claimed', async () => {
  const { page, context, wallet, trouble } = await openHolder(keyOf(1))
  await visit(page, '/my-stake')
  await connect(page)
  await page
    .getByRole('table', { name: 'Grants to this account' })
    .getByText(REWARDING_DELEGATE)
    .first()
    .waitFor()
  const before = await network.client.getBalance({ address: wallet.address })
  await page.getByRole('button', { name: 'Claim', exact: true }).click()
  await page
    .getByText(/Have .* coins of rewards paid to you/)
    .first()
    .waitFor()
  await sign(page)
  await untilDone(page)
  expect(await network.client.getBalance({ address: wallet.address })).toBeGreaterThan(before)
  expect(trouble).toEqual([])
  await context.close()
})

test('somebody becomes a delegate, with a self-stake and a key', async () => {
  const { page, context, wallet, trouble } = await openHolder(keyOf(4))
  await visit(page, '/delegates')
  await page.getByRole('link', { name: 'Become a delegate' }).click()
  await connect(page)
  await page.getByRole('button', { name: 'Check and sign' }).click()
  await page.getByText('Write 1 to 12 characters').waitFor()
  const name = page.getByLabel('Name', { exact: true })
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true)
  await name.fill('carla')
  await page.getByLabel('Self-stake in coins').fill('99')
  await page.getByText('Write at least 100 coins, or nothing.').waitFor()
  await page.getByLabel('Self-stake in coins').fill('1,500')
  const key = toHex(blsPublicKey(blsSecretKeyFromSeed(new Uint8Array(32).fill(7))))
  await page.getByLabel('BLS key').fill(`consensus key  none BLS key  ${key}`)
  await page.getByRole('button', { name: 'Check and sign' }).click()
  await page.getByText('Register the delegate carla with a BLS key').waitFor()
  await page.getByText('self-stake of 1,500 coins for 91 days (auto-stake on)').waitFor()
  await sign(page)
  await untilDone(page)
  await page.getByText('carla registered as a delegate').waitFor()
  await page.getByText('boule keys set carla carla-keys.json').waitFor()
  const delegate = await network.client.getDelegate({ delegate: 'carla' })
  expect(delegate).toMatchObject({ selfStakeRau: 1_500n * COIN, blsKey: key })
  expect(delegate.owner).toBe(wallet.address)
  expect(await findBarriers(page, { rules: 'all' })).toEqual([])
  await page.getByRole('link', { name: 'To the delegate' }).click()
  await page.getByRole('heading', { level: 1, name: 'carla' }).waitFor()
  expect(trouble).toEqual([])

  await visit(page, '/register')
  await page.getByText('This account owns the delegate carla already').waitFor()
  await context.close()
})

test('a delegate publishes a profile, and voters see what changed', async () => {
  const { page, context, trouble } = await openHolder(ownerKeyOf('metanyx'))
  await visit(page, '/delegates/metanyx')
  await connect(page)
  await page.getByRole('link', { name: 'Edit the profile' }).click()
  const website = page.getByLabel('Website')
  await website.fill('metanyx')
  await page.getByLabel('Name', { exact: true }).fill('Metanyx Labs')
  await page.getByLabel('Commission on epochs, in percent').fill('12.5')
  await page.getByRole('button', { name: 'Check and sign' }).click()
  await page.getByText('Write an address of the web').waitFor()
  await expect.poll(() => website.evaluate((field) => field === document.activeElement)).toBe(true)
  await website.fill('https://metanyx.example')
  await page.getByRole('button', { name: 'Check and sign' }).click()
  await page
    .getByText('“Metanyx Labs”, which keeps 0% of block rewards, 12.5% of epoch rewards')
    .waitFor()
  await sign(page)
  await untilDone(page)
  await network.indexed()
  await page.getByRole('link', { name: 'See the versions' }).click()
  await page.getByRole('heading', { level: 1, name: 'Metanyx Labs' }).waitFor()
  await page.locator('ins').getByText('https://metanyx.example').waitFor()
  expect(trouble).toEqual([])
  await context.close()
})

describe('in the way of a stake', () => {
  const wanted = '/stake?delegate=airfoil&amount="500"&days="91"&step=sign'

  test('a refusal in the wallet, the wrong network, no wallet: each says so and has a way out', async () => {
    const { page, context, wallet, trouble } = await openHolder(keyOf(2))
    await visit(page, wanted)
    await page.getByText('This needs a wallet').waitFor()
    wallet.chainId = 1
    await connect(page)
    await page.getByText('Test wallet is on another network').waitFor()
    await page.getByRole('button', { name: 'Switch to boule-devnet' }).click()
    wallet.refuses = true
    await sign(page)
    await page.getByText('You refused in the wallet. Nothing was sent.').waitFor()
    expect(await newestBucket(wallet.address)).toBe(-1)
    wallet.refuses = false
    await page.getByRole('button', { name: 'Sign again' }).click()
    await untilDone(page)
    expect(trouble).toEqual([])
    await context.close()
  })

  test('what the network would refuse is said in its own words, and cannot be signed', async () => {
    const { page, context, trouble } = await openHolder(keyOf(2))
    await visit(page, '/stake?delegate=airfoil&amount="99"&step=sign')
    await connect(page)
    await page.getByText('99 coins are too little; at least 100 coins are needed.').waitFor()
    expect(await page.getByRole('button', { name: 'Sign in the wallet' }).isDisabled()).toBe(true)
    // The refusal comes as an answer, the page has no error.
    expect(trouble).toEqual([])
    await context.close()
  })

  test('what is wrong in the form is said at its field, which takes the focus', async () => {
    const { page, context } = await openHolder(keyOf(2))
    await visit(page, '/stake')
    await page.getByRole('button', { name: 'Check and sign' }).click()
    await page.getByText('Choose a delegate from the list.').waitFor()
    await page.getByText('Write an amount of coins').waitFor()
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-invalid') === 'true',
    )
    await page.getByLabel('Days', { exact: true }).fill('1051')
    await page.getByText('Write whole days from 0 to 1,050.').waitFor()

    // Two changes before the page is drawn anew: the address gets both.
    const controls = await Promise.all([
      page.getByRole('button', { name: '365 days' }).elementHandle(),
      page.getByRole('checkbox').elementHandle(),
    ])
    await page.evaluate((elements) => {
      for (const element of elements) if (element instanceof HTMLElement) element.click()
    }, controls)
    await page.waitForURL(/days=%22365%22/)
    expect(new URL(page.url()).searchParams.get('autoStake')).toBe('false')
    await context.close()
  })

  test('a node that restarts and a network that is cut stop nothing for good', async () => {
    const { page, context, wallet } = await openHolder(keyOf(2))
    await visit(page, wanted)
    await connect(page)
    await page.getByText('Fee about').waitFor()
    const before = await newestBucket(wallet.address)

    await network.stopNode()
    await sign(page)
    await page.getByText('The node does not answer. Nothing was sent').waitFor()
    await network.startNode()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Fee about').waitFor()

    await context.setOffline(true)
    await page.getByText('No connection to the portal.').waitFor()
    await context.setOffline(false)
    await page.getByText('No connection to the portal.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Sign again' }).click()
    await untilDone(page)
    expect(await newestBucket(wallet.address)).toBeGreaterThan(before)
    await context.close()
  })
})

test('a stake needs no mouse', async () => {
  const { page, context, wallet } = await openHolder(keyOf(0))
  const { keyboard } = page
  await visit(page, '/stake')
  await tabTo(page, 'Connect')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, 'Test wallet')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await tabTo(page, 'Delegate', 'combobox')
  await keyboard.type('airf')
  // The list before, which has more, is shown until that of these letters is there.
  await expect
    .poll(() => page.getByRole('option').allInnerTexts())
    .toEqual([expect.stringContaining('airfoil')])
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await tabTo(page, 'Coins', 'textbox')
  await keyboard.type('300')
  await tabTo(page, 'Auto-stake', 'checkbox')
  await keyboard.press('Space')
  await tabTo(page, 'Check and sign')
  await keyboard.press('Enter')
  await page.getByText('Lock 300 coins for 91 days and vote for airfoil (auto-stake off)').waitFor()
  await page.getByText('Fee about').waitFor()
  await tabTo(page, 'Sign in the wallet')
  await keyboard.press('Enter')
  await untilDone(page)
  expect(
    (await network.client.getBucket({ index: await newestBucket(wallet.address) }))?.autoStake,
  ).toBe(false)
  await context.close()
})

/** Presses Tab until the focus is at something of this name. Fails after as many as no page has. */
async function tabTo(page: Page, name: string, role?: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const at = document.activeElement
      const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])] : []
      const words = [
        at?.getAttribute('aria-label') ?? '',
        at?.textContent ?? '',
        ...labels.map((label) => label.textContent),
        ...(at?.getAttribute('aria-labelledby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent ?? ''),
      ]
      const input = at instanceof HTMLInputElement ? at.type : ''
      return {
        words: words.join(' '),
        role: at?.getAttribute('role') ?? (input === 'text' ? 'textbox' : input),
      }
    })
    if (focused.words.includes(name) && (role === undefined || focused.role === role)) return
  }
  throw new Error(`the focus never came to ${name}`)
}

// `every-page.test.ts` looks at the pages that an address leads to; this at what is only there for who is connected, or opened by hand.
describe('what a holder opens', () => {
  test.each([
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 320 },
  ] as const)('is accessible and fits: $theme, $width', async (look) => {
    const { page, context } = await openHolder(keyOf(3), look)
    const found: string[] = []
    const rules = look.theme === 'light' ? 'all' : 'look'
    const check = async (place: string, part?: string): Promise<void> => {
      const problems = await findBarriers(page, part === undefined ? { rules } : { rules, part })
      found.push(...problems.map((problem) => `${place}: ${problem}`))
    }
    await visit(page, '/my-stake')
    await check('my stake without a wallet')
    await page.getByRole('banner').getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('dialog').getByText('Test wallet').waitFor()
    await check('the choice of a wallet')
    await page.getByRole('dialog').getByRole('button', { name: 'Test wallet' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Lock some coins').waitFor()
    await check('my stake without buckets')

    await visit(page, '/register')
    await page.getByRole('button', { name: 'Check and sign' }).click()
    await page.getByText('Write 1 to 12 characters').waitFor()
    await check('a registration with errors')
    await visit(page, '/stake')
    await page.getByRole('button', { name: 'Check and sign' }).click()
    await page.getByText('Choose a delegate from the list.').waitFor()
    await check('the form with errors')
    await page.getByRole('combobox', { name: 'Delegate', exact: true }).fill('a')
    await page.getByRole('option').first().waitFor()
    await check('the list of delegates', '[role=listbox]')
    await visit(page, '/stake?delegate=airfoil&amount="1000"&step=sign')
    await page.getByText('Fee about').waitFor()
    await check('a plan')
    await page.getByRole('button', { name: 'Your votes' }).click()
    await page.getByRole('dialog', { name: 'Votes' }).waitFor()
    await check('a word explained', '[role=dialog]')
    for (const action of ['deposit', 'restake', 'withdraw', 'transfer']) {
      await visit(page, `/stake/${action}?bucket=30`)
      await page.getByText('This bucket belongs to').waitFor()
      await check(action)
    }
    expect(found).toEqual([])
    await context.close()
  })
})
