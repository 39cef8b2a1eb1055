import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import { findBarriers } from './barriers.ts'
import { type Look, openVisitor, startBrowser, visit } from './browser.ts'
import { askAndReport, hideQuestion } from './discussion-steps.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'
import { lookForHarm, sendPosts } from './harm.ts'
import { panel, sign, signIn, tabTo, untilDone } from './member-steps.ts'
import {
  type Member,
  type MemberAccount,
  openMember as openNetworkMember,
  signerOf as networkSignerOf,
  support,
  voteYes,
} from './members.ts'
import {
  attestGood,
  CPC,
  DELEGATES,
  proposeSoftwareChange,
  sayReady,
} from './software-change-steps.ts'
import { XSS_CORPUS } from './xss-corpus.ts'

// How members decide, in a browser, on a real network: a proposal is written, supported, voted on and put into action, and talked about.

const COIN = 10n ** 18n
const EPOCH_BLOCKS = 120
/** Accounts of the development network, each with a part of its own. */
const PROPOSER = 0
const VOTER = 1
const SPLITTER = 2
const ABSENT = 3
const MODERATOR = 5
const STRANGER = 9
/** Proposals: those after the first, and the one that attacks its readers. */
const TASK = 2
const UPGRADE = 3
const ATTACK = 4

let network: DevnetPortal
let browser: Browser

beforeAll(async () => {
  const accounts = await deriveDevAccounts()
  const moderators = [(accounts[MODERATOR]?.address ?? '').toLowerCase()]
  ;[network, browser] = await Promise.all([startDevnetPortal({ moderators }), startBrowser()])
  for (const holder of [VOTER, SPLITTER, ABSENT]) {
    await network.client.createStake({
      account: signerOf(holder),
      delegate: 'cpc',
      amountRau: 9_000_000n * COIN,
      durationDays: 91,
      autoStake: true,
    })
  }
})

afterAll(async () => {
  await browser?.close()
  await network?.close()
})

function signerOf(account: MemberAccount) {
  return networkSignerOf(network, account)
}

function openMember(account: MemberAccount, path: string, look: Look = {}): Promise<Member> {
  return openNetworkMember(browser, network, account, path, look)
}

async function proposeTask(title: string, text: string, dueEpochs: number): Promise<void> {
  await network.client.propose({
    account: signerOf(PROPOSER),
    title,
    text,
    payload: { kind: 'directive', assignee: signerOf(VOTER).address, dueEpochs },
    depositRau: 1_000n * COIN,
  })
}

/** Ends so many epochs. */
async function endEpochs(count: number): Promise<void> {
  const height = Number(await network.client.getBlockNumber())
  const end = Math.ceil((height + 1) / EPOCH_BLOCKS) * EPOCH_BLOCKS + (count - 1) * EPOCH_BLOCKS
  // Not all at once: a request for very many blocks takes longer than clients wait.
  for (let at = height + 60; at < end; at += 60) await network.mineTo(at)
  await network.mineTo(end + 1)
}

describe('a proposal goes its way', () => {
  test('it is written, checked and submitted', async () => {
    const { page, context, trouble } = await openMember(PROPOSER, '/propose?rule=epochRewardRau')
    const check = panel(page, '3. Check and sign')
    const value = page.getByLabel('New value, in coins')

    await check.getByRole('button', { name: 'Check the proposal' }).click()
    await expect.poll(() => check.innerText()).toContain('epochRewardRau: needs a new value')
    expect(await check.innerText()).toContain('Title: must have 1 to 80 bytes')

    for (const [written, fault] of [
      ['18,750', 'has this value already'],
      ['2,000,000,000', 'is outside its bounds'],
      ['a lot', 'must be a figure that the rule can have'],
    ] as const) {
      await value.fill(written)
      await page.getByText(fault).first().waitFor()
    }

    await value.fill('9,000')
    await page.getByRole('textbox', { name: 'Title' }).fill('Halve the epoch reward')
    await page
      .getByRole('textbox', { name: 'Text, in Markdown' })
      .fill('## Why\n\nHalf is **enough**. [Figures](https://example.org/figures)')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('heading', { name: 'Why', exact: true }).waitFor()

    await check.getByText('The network would take it now.').waitFor()
    const words = await check.innerText()
    expect(words).toMatch(/18,750 coins\s*→\s*.*9,000 coins/s)
    expect(words).toContain('the deposit is 100 coins')

    // The draft survives a reload.
    await visit(page, '/propose')
    expect(await page.getByLabel('New value, in coins').inputValue()).toBe('9,000')
    await check
      .getByText('Submit the proposal “Halve the epoch reward” with a deposit of 100 coins')
      .waitFor()
    await sign(check)
    await check.getByText('Your proposal is on chain').waitFor()
    await network.indexed()
    await check.getByRole('link', { name: 'To my proposals' }).click()
    await page.getByRole('link', { name: 'Halve the epoch reward' }).waitFor()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Proposals')

    await context.close()
    expect(trouble).toEqual([])
  })

  test('what the network would refuse is said before the wallet is asked', async () => {
    const { page, context, wallet } = await openMember(PROPOSER, '/propose?kind=treasury')
    await page.getByLabel('Address that is paid').fill('0x0000000000000000000000000000000000000000')
    await page.getByLabel('Coins in each epoch').fill('10')
    await page.getByRole('textbox', { name: 'Title' }).fill('Burn it')
    await page.getByText('The network would not take it now:').waitFor()
    expect(await page.getByRole('button', { name: 'Sign in the wallet' }).count()).toBe(0)
    expect(wallet.asked).not.toContain('eth_sendTransaction')
    await context.close()
  })

  test('its proposer revises the words', async () => {
    await endEpochs(1)
    const { page, context, trouble } = await openMember(PROPOSER, '/proposals/1')
    await page.getByRole('link', { name: 'Revise it' }).click()
    const check = panel(page, '3. Check and sign')
    await page.getByText('has the value').or(check.getByText('18,750 coins')).first().waitFor()
    expect(await page.getByLabel('New value, in coins').inputValue()).toBe('9,000')
    await page.getByLabel('New value, in coins').fill('8,000')
    await check.getByText('all support ends').waitFor()
    await page.getByLabel('New value, in coins').fill('9,000')
    await check.getByText('Only words change').waitFor()
    await page.getByRole('textbox', { name: 'Text, in Markdown' }).fill('## Why\n\nHalf will do.')
    await check.getByText('The network would take it now.').waitFor()
    await sign(check)
    await check.getByText('The revision is on chain').waitFor()
    await network.indexed()
    await check.getByRole('link', { name: 'To the proposal' }).click()
    await page.getByText('Half will do.').waitFor()
    await page.getByText('2 revisions').click()
    await page.locator('ins').first().waitFor()
    await context.close()
    expect(trouble).toEqual([])
  })

  test('it finds support, and power is delegated', async () => {
    // A task for somebody and a software change go the same way beside it.
    await proposeTask('Write the guide', 'Somebody has to.', 9)
    await proposeSoftwareChange(network, PROPOSER)
    await endEpochs(1)
    await support(network, TASK, [SPLITTER])
    // What was staked in this test is too young for it.
    await support(network, UPGRADE, DELEGATES)
    const { page, context } = await openMember(ABSENT, '/proposals/1')
    const mine = panel(page, 'You and this proposal')
    await mine.getByText('9,000,000').waitFor()

    await mine.getByText('Let somebody vote with my power').click()
    const field = mine.getByLabel('Address that is to vote')
    await field.fill('0x12')
    await mine.getByRole('button', { name: 'Go on with this address' }).click()
    await mine.getByText('An address is 0x and 40 digits.').waitFor()
    await field.fill(signerOf(VOTER).address)
    await mine.getByRole('button', { name: 'Go on with this address' }).click()
    await mine.getByText(/Let 0x.* vote with your power in class policy/i).waitFor()
    await sign(mine)
    await untilDone(mine)
    await context.close()

    const supporter = await openMember(VOTER, '/proposals/1')
    const theirs = panel(supporter.page, 'You and this proposal')
    await theirs.getByRole('button', { name: 'Support it' }).click()
    supporter.wallet.refuses = true
    await sign(theirs)
    await theirs.getByRole('alert').waitFor()
    supporter.wallet.refuses = false
    await theirs.getByRole('button', { name: 'Sign again' }).click()
    await untilDone(theirs)
    await network.indexed()
    await theirs.getByRole('button', { name: 'Done, close' }).click()
    await theirs.getByText('You support it.').waitFor()
    await supporter.context.close()
  })

  test('a delegate attests what came out of trying a software change', async () => {
    const { page, context, trouble } = await openMember(CPC, `/proposals/${UPGRADE}`)
    await attestGood(network, page, UPGRADE)
    await context.close()
    expect(trouble).toEqual([])
  })

  test('it is voted on, by keyboard and with a split', async () => {
    await endEpochs(2)
    await voteYes(network, TASK, [VOTER, SPLITTER, ABSENT])
    await voteYes(network, UPGRADE, [VOTER, SPLITTER, ABSENT, ...DELEGATES])
    const { page, context } = await openMember(VOTER, '/proposals?needsVote=true')
    await tabTo(page, /^\s*Halve the epoch reward$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Proposal 1' }).waitFor()
    await page.getByRole('radio', { name: 'Yes' }).waitFor()
    await tabTo(page, /^\s*Yes/)
    await page.keyboard.press('Space')
    await tabTo(page, /Go on with this ballot/)
    await page.keyboard.press('Enter')
    const mine = panel(page, 'You and this proposal')
    await mine.getByText('Vote on proposal 1: 100% yes, 0% no, 0% abstain').waitFor()
    await expect
      .poll(() => mine.getByRole('button', { name: 'Sign in the wallet' }).isEnabled())
      .toBe(true)
    await tabTo(page, /Sign in the wallet/)
    await page.keyboard.press('Enter')
    await untilDone(mine)
    await network.indexed()
    await tabTo(page, /Done, close/)
    await page.keyboard.press('Enter')
    await mine.getByText('You voted: Yes, with').waitFor()
    // The power of the one who delegated counts, too.
    await mine.getByText('18,000,000').waitFor()
    await context.close()

    const other = await openMember(SPLITTER, '/proposals/1')
    const theirs = panel(other.page, 'You and this proposal')
    await theirs.getByRole('button', { name: 'Go on with this ballot' }).click()
    await theirs.getByText('Choose yes, no, abstain or a split first.').waitFor()
    await theirs.getByText('Split', { exact: true }).click()
    await theirs.getByLabel('Yes, in percent').fill('60')
    await theirs.getByLabel('No, in percent').fill('39.999')
    await theirs.getByRole('button', { name: 'Go on with this ballot' }).click()
    await theirs.getByText('The parts of a split are percent').waitFor()
    await theirs.getByLabel('No, in percent').fill('30')
    await theirs.getByLabel('Abstain, in percent').fill('10')
    await theirs.getByRole('button', { name: 'Go on with this ballot' }).click()
    await theirs.getByText('60% yes, 30% no, 10% abstain').waitFor()
    await sign(theirs)
    await untilDone(theirs)
    await network.indexed()
    const stand = panel(other.page, 'Where it stands')
    await stand.getByText('With the ballots that are in it would be confirmed.').waitFor()
    const bars = await stand.innerText()
    expect(bars).toMatch(/Yes\s+23,400,000 coins/)
    expect(bars).toMatch(/No\s+2,700,000 coins/)
    expect(bars).toMatch(/Abstain\s+900,000 coins/)
    await other.context.close()
  })

  test('it is put into action, and the parameters say who changed what', async () => {
    await endEpochs(2)
    await network.mineTo(Number(await network.client.getBlockNumber()) + 10)
    await endEpochs(1)
    const opponent = await openMember(SPLITTER, '/proposals/1')
    await opponent.page.getByRole('link', { name: 'Propose to stop it' }).click()
    await opponent.page.getByRole('textbox', { name: 'Title' }).fill('Not this')
    await opponent.page.getByText('Stops proposal 1 before it is put into action.').waitFor()
    await opponent.page.getByText('The network would take it now.').waitFor()
    await opponent.context.close()

    await endEpochs(3)
    const { page, context, trouble } = await openVisitor(browser, network.url)
    await visit(page, '/proposals/1')
    await panel(page, 'Where it stands')
      .getByText(/Put into action; in force from epoch/)
      .waitFor()
    await page.getByRole('tab', { name: 'States' }).click()
    await page.getByRole('cell', { name: 'a majority said yes' }).first().waitFor()
    expect(new URL(page.url()).search).toContain('tab=transitions')

    await visit(page, '/parameters?search=epochRewardRau')
    await page.getByText('9,000 coins').first().waitFor()
    await page.getByRole('button', { name: 'Details of epochRewardRau' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Before: 18,750 coins.').waitFor()
    await dialog.getByRole('link', { name: 'Proposal 1: Halve the epoch reward' }).waitFor()
    await dialog.getByRole('link', { name: '0xf39F…2266' }).waitFor()
    await context.close()
    expect(trouble).toEqual([])
  })
})

test('a delegate says that it is ready for a software change', async () => {
  const { page, context } = await openMember(CPC, `/proposals/${UPGRADE}`)
  await sayReady(network, page)
  await context.close()
})

test('a task is reported by who was asked and accepted by who asked', async () => {
  const path = `/proposals/${TASK}`
  const worker = await openMember(VOTER, path)
  const report = panel(worker.page, 'You and this proposal')
  await report.getByRole('button', { name: 'Go on with this report' }).click()
  await report.getByText('Write 1 to 1,024 bytes').waitFor()
  await report.getByLabel('What was done').fill('It is at https://example.org/guide')
  await report.getByRole('button', { name: 'Go on with this report' }).click()
  await report.getByText(`Report that proposal ${TASK} is 100% done`).waitFor()
  await sign(report)
  await untilDone(report)
  await worker.context.close()
  await network.indexed()

  const { page, context } = await openMember(PROPOSER, path)
  const review = panel(page, 'You and this proposal')
  await review.getByLabel('Why').fill('Well done.')
  await review.getByRole('button', { name: 'Go on with this review' }).click()
  await sign(review)
  await untilDone(review)
  await panel(page, 'Where it stands')
    .getByText(/its evidence was accepted/)
    .waitFor()
  await context.close()
})

describe('the discussion', () => {
  test('is written by who has signed in, with edits, reactions and reports', async () => {
    const { page, context, wallet, trouble } = await openMember(PROPOSER, '/proposals/1')
    await page.getByRole('button', { name: 'Sign in with a wallet' }).click()
    const dialog = page.getByRole('dialog')
    const message = dialog.getByLabel('Text that is signed')
    await message.waitFor()
    expect(await message.innerText()).toContain(`${new URL(network.url).host} wants you to sign in`)
    expect(await message.innerText()).toContain(wallet.address)
    wallet.refuses = true
    await dialog.getByRole('button', { name: 'Sign this text' }).click()
    await dialog.getByRole('alert').waitFor()
    wallet.refuses = false
    wallet.isContract = true
    await dialog.getByRole('button', { name: 'Sign this text' }).click()
    await dialog.getByText('This wallet is a contract.').waitFor()
    wallet.isContract = false
    await dialog.getByRole('button', { name: 'Sign this text' }).click()
    await dialog.waitFor({ state: 'detached' })

    const form = page.getByRole('region', { name: 'New post' })
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByText('There is no text yet.').waitFor()
    await form.getByText('Argument for', { exact: true }).click()
    await form.getByRole('textbox').fill('It *saves* coins. [See](https://example.org/why)')
    await form.getByRole('button', { name: 'Send' }).click()
    const side = page.getByRole('region', { name: 'Arguments for it' })
    const post = side.getByRole('article')
    await post.getByText('made the proposal').waitFor()
    // Who has a relation on chain may link; nothing of this page is told to the other side.
    const link = post.getByRole('link', { name: /See/ })
    expect(await link.getAttribute('rel')).toContain('noreferrer')

    await post.getByRole('button', { name: 'Edit' }).click()
    await post.getByRole('textbox').fill('It *saves* many coins.')
    await post.getByRole('button', { name: 'Save' }).click()
    await post.getByRole('button', { name: 'edited once' }).click()
    await page.getByRole('dialog').getByText('Version 2').waitFor()
    expect(await page.getByRole('dialog').locator('ins').innerText()).toContain('many')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await post.getByRole('button', { name: 'Helpful 0' }).click()
    await post.getByRole('button', { name: 'Helpful 1', pressed: true }).waitFor()
    await context.close()

    const stranger = await openMember(STRANGER, '/proposals/1')
    await askAndReport(stranger.page)
    await stranger.context.close()

    const moderator = await openMember(MODERATOR, '/proposals/1')
    await hideQuestion(moderator.page)
    await moderator.context.close()
    expect(trouble).toEqual([])
  })

  test('harms nobody, whatever is written', async () => {
    // On chain, by anybody; and in posts, by who has a relation on chain, whose links work.
    const title = '<img src=x onerror="window.hacked=1">\u202E'
    await proposeTask(title, XSS_CORPUS.join('\n\n'), 3)
    await network.indexed()
    const { page, context } = await openMember(PROPOSER, '/proposals')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.getByRole('link', { name: /<img src=x/ }).click()
    await page.getByRole('heading', { level: 1, name: `Proposal ${ATTACK}` }).waitFor()
    await signIn(page)
    const statuses = await sendPosts(page, ATTACK, [
      ...XSS_CORPUS.slice(0, 25).map((text) => ({ kind: 'comment', text })),
      { kind: 'argument-for', text: XSS_CORPUS.slice(25).join('\n\n') },
    ])
    expect(new Set(statuses)).toEqual(new Set([201]))
    await visit(page, `/proposals/${ATTACK}`)
    const articles = page.getByRole('article')
    await expect.poll(() => articles.count()).toBe(26)
    await articles.last().getByRole('button', { name: 'Edit' }).waitFor()

    const found = await lookForHarm(page)
    expect(found).toMatchObject({ hacked: false, handlers: 0, clobbered: 1 })
    expect(found.loaded.filter((name) => name !== 'form')).toEqual([])
    expect(found.protocols.filter((name) => !/^https?:$|^mailto:$/.test(name))).toEqual([])
    const origin = new URL(network.url).origin
    expect(requests.filter((url) => new URL(url).origin !== origin)).toEqual([])
    expect(requests.length).toBeGreaterThan(10)
    expect(dialogs).toEqual([])
    await context.close()
  })
})

describe.each([
  ['light and wide', { theme: 'light', width: 1280 }],
  ['dark and narrow', { theme: 'dark', width: 320 }],
] as const)('%s', (_, look) => {
  test('no page and no dialog has a barrier', async () => {
    const { page, context, trouble } = await openMember(PROPOSER, '/proposals', look)
    const problems: Record<string, readonly string[]> = {}
    const rules = look.theme === 'light' ? 'all' : 'look'
    async function inspect(name: string): Promise<void> {
      const found = [...(await findBarriers(page, { rules })), ...trouble.splice(0)]
      if (found.length > 0) problems[name] = found
    }
    await inspect('list')
    await visit(page, '/proposals/1')
    const impact = panel(page, 'What it would have done')
    await impact.getByRole('button', { name: 'Show it' }).click()
    await impact.getByText('All rewards of').or(impact.getByRole('alert')).first().waitFor()
    await inspect('actioned')
    await page.getByRole('button', { name: 'Moderation log' }).click()
    await page
      .getByRole('dialog')
      .getByText(/was hidden/)
      .waitFor()
    await inspect('moderation log')

    await visit(page, `/proposals/${ATTACK}`)
    await page.getByRole('article').first().waitFor()
    await inspect('submitted, with posts')
    await page.getByRole('button', { name: 'Withdraw this proposal' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in the wallet' }).waitFor()
    await inspect('withdraw dialog')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Sign in with a wallet' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign this text' }).waitFor()
    await inspect('sign-in dialog')

    await visit(page, '/propose?rule=quorumMode')
    await page.getByRole('button', { name: 'Check the proposal' }).click()
    await page.getByText(/to be put right first/).waitFor()
    await inspect('propose with problems')
    await visit(page, `/propose?revise=${ATTACK}`)
    await page.getByText('The network would not take it now:').waitFor()
    await inspect('revise')
    await visit(page, '/parameters?rule=epochRewardRau')
    await page.getByRole('dialog').getByText('Before: 18,750 coins.').waitFor()
    await inspect('rule dialog')
    await context.close()
    expect(problems).toEqual({})
  })
})

test('without a wallet, and on the wrong chain, it says what is missing', async () => {
  const { page, context } = await openVisitor(browser, network.url)
  await visit(page, `/proposals/${ATTACK}`)
  await panel(page, 'You and this proposal').getByRole('button', { name: 'Connect' }).waitFor()
  await visit(page, '/proposals/99')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await context.close()

  const { page: other, context: elsewhere, wallet } = await openMember(VOTER, '/')
  wallet.chainId = 1
  await visit(other, `/proposals/${ATTACK}`)
  await panel(other, 'You and this proposal')
    .getByRole('button', { name: /Switch/ })
    .waitFor()
  await elsewhere.close()
})
