import type { Page } from 'playwright-core'
import { visit } from './browser.ts'
import type { DevnetPortal } from './devnet-portal.ts'
import { panel, sign, untilDone } from './member-steps.ts'
import type { GuideStep } from './tour-guide.ts'

/** Somebody who takes the tour. */
export interface Tourist {
  readonly page: Page
  readonly network: DevnetPortal
  /** Makes the blocks until so many epochs have ended, which on the devnet of the guide come by themselves. */
  readonly endEpochs: (count: number) => Promise<void>
  /** A picture of what is in sight; with `from`, of what is in sight once this is at the top. */
  readonly picture: (name: string, from?: string) => Promise<void>
}

interface TourStep extends GuideStep {
  readonly act: (tourist: Tourist) => Promise<void>
}

const START = '1. Start'
const CONNECT = '2. Connect'
const STAKE = '3. Lock coins and vote'
const PROPOSE = '4. Propose a change'
const DECIDE = '5. Support it and vote'
const RESULT = '6. See it happen'
const PHONE = '7. On a phone, in the dark'

const TITLE = 'Double the block reward'
const MINE = 'You and this proposal'
const STAND = 'Where it stands'

function link(page: Page, place: 'banner' | 'main', name: string) {
  return page.getByRole(place).getByRole('link', { name, exact: true }).first()
}

/** Signs what is prepared, and waits until it is in a block that the pages know of. */
async function signIn(page: Page, title: string, { indexed }: DevnetPortal): Promise<void> {
  await sign(panel(page, title))
  await untilDone(panel(page, title))
  await indexed()
}

/** The steps of docs/guides/portal-tour.md, word by word, and what each of them is in a browser. */
export const TOUR: readonly TourStep[] = [
  {
    section: START,
    text: 'Open <http://127.0.0.1:8546> in a browser.',
    pictures: ['home'],
    act: async ({ page, picture }) => {
      await visit(page, '/')
      await page.getByRole('heading', { name: 'Epoch 1', exact: true }).waitFor()
      await picture('home')
    },
  },
  {
    section: CONNECT,
    text: 'Press **Connect**, at the top.',
    pictures: ['connect'],
    act: async ({ page, picture }) => {
      await page.getByRole('banner').getByRole('button', { name: 'Connect', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Use this account' }).waitFor()
      await picture('connect')
    },
  },
  {
    section: CONNECT,
    text: 'Press **Use this account**.',
    pictures: [],
    act: async ({ page }) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Use this account' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('banner').getByText('0xf39F…2266').waitFor()
    },
  },
  {
    section: STAKE,
    text: 'Choose **My stake** at the top, then **Stake and vote**.',
    pictures: [],
    act: async ({ page, endEpochs }) => {
      await endEpochs(2)
      await link(page, 'banner', 'My stake').click()
      await link(page, 'main', 'Stake and vote').click()
      await page.getByRole('heading', { level: 1, name: 'Stake and vote' }).waitFor()
    },
  },
  {
    section: STAKE,
    text: 'In **Delegate**, write `cob` and choose `cobo` from the list.',
    pictures: [],
    act: async ({ page }) => {
      await page.getByRole('combobox', { name: 'Delegate' }).fill('cob')
      await page.getByRole('option', { name: /^cobo/ }).click()
    },
  },
  {
    section: STAKE,
    text: 'In **Coins**, write `9,000,000`.',
    pictures: ['stake'],
    act: async ({ page, picture }) => {
      await page.getByLabel('Coins').fill('9,000,000')
      await page.getByText('cobo would gain a seat.').waitFor()
      await picture('stake')
    },
  },
  {
    section: STAKE,
    text: 'Press **Check and sign**.',
    pictures: ['sign'],
    act: async ({ page, picture }) => {
      await page.getByRole('button', { name: 'Check and sign' }).click()
      await page.getByText('Fee about').waitFor()
      await picture('sign')
    },
  },
  {
    section: STAKE,
    text: 'Press **Sign in the wallet**, then **See my stake**.',
    pictures: ['my-stake'],
    act: async ({ page, network, picture }) => {
      await sign(page)
      await untilDone(page)
      await network.indexed()
      await page.getByRole('link', { name: 'See my stake' }).click()
      await page
        .getByRole('article', { name: /^Bucket/ })
        .getByText('cobo')
        .waitFor()
      await picture('my-stake')
    },
  },
  {
    section: PROPOSE,
    text: 'Choose **Proposals** at the top, then **Propose a change**.',
    pictures: [],
    act: async ({ page, endEpochs }) => {
      await endEpochs(1)
      await link(page, 'banner', 'Proposals').click()
      await link(page, 'main', 'Propose a change').click()
    },
  },
  {
    section: PROPOSE,
    text: 'In **Find a rule**, write `blockReward`, and press **Change this rule**.',
    pictures: [],
    act: async ({ page }) => {
      await page.getByLabel('Find a rule').fill('blockReward')
      await page.getByRole('button', { name: 'Change this rule' }).click()
    },
  },
  {
    section: PROPOSE,
    text: 'In **New value, in coins**, write `16`; in **Title**, write `Double the block reward`.',
    pictures: ['propose'],
    act: async ({ page, picture }) => {
      await page.getByLabel('New value, in coins').fill('16')
      await page.getByRole('textbox', { name: 'Title' }).fill(TITLE)
      await page.getByText('The network would take it now.').waitFor()
      await picture('propose')
    },
  },
  {
    section: PROPOSE,
    text: 'Press **Sign in the wallet**, then **To my proposals**, and choose your proposal.',
    pictures: ['submitted'],
    act: async ({ page, network, picture }) => {
      await sign(page)
      await page.getByText('Your proposal is on chain').waitFor()
      await network.indexed()
      await page.getByRole('link', { name: 'To my proposals' }).click()
      await page.getByRole('link', { name: TITLE }).click()
      await page.getByRole('heading', { level: 1, name: 'Proposal 3' }).waitFor()
      await picture('submitted')
    },
  },
  {
    section: DECIDE,
    text: 'Wait for the end of the epoch: then **Support it** is there. Press it, then **Sign in the wallet**.',
    pictures: [],
    act: async ({ page, network, endEpochs }) => {
      await endEpochs(1)
      await panel(page, MINE).getByRole('button', { name: 'Support it' }).click()
      await signIn(page, MINE, network)
      await panel(page, STAND).getByText('accounts: 2, 1 needed').waitFor()
    },
  },
  {
    section: DECIDE,
    text: 'Press **Done, close**, and wait for two epochs: then **Your ballot** is there. Choose **Yes** and press **Go on with this ballot**.',
    pictures: [],
    act: async ({ page, endEpochs }) => {
      await panel(page, MINE).getByRole('button', { name: 'Done, close' }).click()
      await endEpochs(2)
      await panel(page, MINE).getByText('Yes', { exact: true }).click()
      await panel(page, MINE).getByRole('button', { name: 'Go on with this ballot' }).click()
    },
  },
  {
    section: DECIDE,
    text: 'Press **Sign in the wallet**, then **Done, close**.',
    pictures: ['vote'],
    act: async ({ page, network, picture }) => {
      await signIn(page, MINE, network)
      await panel(page, MINE).getByRole('button', { name: 'Done, close' }).click()
      await panel(page, MINE).getByText('You voted: Yes').waitFor()
      await panel(page, STAND).getByText('27 ballots').waitFor()
      await picture('vote', STAND)
    },
  },
  {
    section: RESULT,
    text: 'Wait for five epochs, and see the badge below the title change: **confirmed**, **in its timelock**, **put into action**.',
    pictures: ['action'],
    act: async ({ page, endEpochs, picture }) => {
      const badge = (state: string) => page.getByText(state, { exact: true }).first()
      await endEpochs(2)
      await badge('confirmed').waitFor()
      await endEpochs(1)
      await badge('in its timelock').waitFor()
      await endEpochs(2)
      await badge('put into action').waitFor()
      await picture('action')
    },
  },
  {
    section: RESULT,
    text: 'Wait for two epochs more, and choose **Epochs** at the top.',
    pictures: ['paid'],
    act: async ({ page, endEpochs, picture }) => {
      await endEpochs(2)
      await link(page, 'banner', 'Epochs').click()
      await page.getByRole('row', { name: /^13 .*past/ }).waitFor()
      await picture('paid')
    },
  },
  {
    section: RESULT,
    text: 'Choose the epoch with which the rule is in force.',
    pictures: [],
    act: async ({ page }) => {
      await link(page, 'main', '13').click()
      await panel(page, 'In short').getByText('1,920').waitFor()
    },
  },
  {
    section: PHONE,
    text: 'Choose **Home** at the top, then **Dark** in the menu of colours (◐), and make the window narrow.',
    pictures: ['phone'],
    act: async ({ page, picture }) => {
      await link(page, 'banner', 'Home').click()
      await page.getByRole('banner').getByRole('button', { name: 'Colours' }).click()
      await page.getByRole('menuitemradio', { name: 'Dark' }).click()
      await page.setViewportSize({ width: 320, height: 800 })
      await page.getByRole('heading', { name: 'Epoch 14', exact: true }).waitFor()
      await picture('phone')
    },
  },
]
