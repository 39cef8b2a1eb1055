import { createInstance, type TFunction } from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { createFormat } from '../format/create-format.ts'
import { de } from '../i18n/locales/de/index.ts'
import { en } from '../i18n/locales/en/index.ts'
import { callChangeCandidate, callClaim } from './calls.ts'
import {
  callAttest,
  callRegisterDelegate,
  callReportProgress,
  callReviewDirective,
  callSignalReady,
  type Registration,
} from './delegate-calls.ts'
import { describeCall } from './describe-call.ts'
import { callSupport, callVeto, callWithdrawProposal } from './governance-calls.ts'
import { callCreateStake, callTransferStake } from './staking-calls.ts'

const COIN = 10n ** 18n
const OWNER = toAddress('0x1111111111111111111111111111111111111111')
const HASH = `0x${'ab'.repeat(32)}` as const

const registration: Registration = {
  name: 'alpha',
  operator: OWNER,
  reward: OWNER,
  owner: OWNER,
  amountRau: (12_005n * COIN) / 10n,
  durationDays: 91,
  autoStake: true,
  blsKey: undefined,
}

const CALLS: Readonly<Record<string, SystemCall>> = {
  register: callRegisterDelegate(registration),
  'register with a key': callRegisterDelegate({
    ...registration,
    blsKey: `0x${'cd'.repeat(48)}`,
  }),
  attest: callAttest(7, HASH, true, HASH),
  'attest against': callAttest(7, HASH, false, HASH),
  support: callSupport(7, HASH, true),
  'support as it is': callSupport(7, HASH, false),
  veto: callVeto(7, 'it breaks wallets'),
  report: callReportProgress(7, 40, 'half'),
  review: callReviewDirective(7, true, 'done'),
  'send back': callReviewDirective(7, false, 'not yet'),
  ready: callSignalReady(7),
  claim: callClaim(COIN),
  move: callChangeCandidate(3, 'alpha'),
  withdraw: callWithdrawProposal(7),
  stake: callCreateStake({ delegate: 'alpha', amountRau: COIN, durationDays: 7, autoStake: false }),
  transfer: callTransferStake(3, OWNER),
}

const translate = {} as Record<'en' | 'de', TFunction<'transactions'>>
beforeAll(async () => {
  for (const [lng, texts] of Object.entries({ en, de })) {
    const i18n = createInstance()
    await i18n.init({
      lng,
      resources: { [lng]: texts },
      fallbackLng: false,
      interpolation: { escapeValue: false },
    })
    translate[lng as 'en'] = i18n.getFixedT(lng, 'transactions')
  }
})

test.each(
  Object.entries(CALLS).flatMap(([name, call]) => [
    [name, 'en', call] as const,
    [name, 'de', call] as const,
  ]),
)('%s has words of its own in %s, with all its values', (_, language, call) => {
  const t = translate[language]
  const { sentence } = describeCall(call, t, createFormat(language))
  expect(sentence).not.toMatch(/\{\{|undefined|^Call |aufrufen$/)
})

test.each([
  [
    'register',
    `Register the delegate alpha, owned by ${OWNER}, run by ${OWNER}, with rewards to ${OWNER} and a self-stake of 1,200.5 coins for 91 days (auto-stake on)`,
  ],
  [
    'register with a key',
    `Register the delegate alpha with a BLS key, owned by ${OWNER}, run by ${OWNER}, with rewards to ${OWNER} and a self-stake of 1,200.5 coins for 91 days (auto-stake on)`,
  ],
  ['veto', 'Stop proposal 7 as its guardian: “it breaks wallets”'],
  ['report', 'Report that proposal 7 is 40% done'],
  ['review', 'Accept the report on proposal 7'],
  ['send back', 'Send the report on proposal 7 back'],
  [
    'attest',
    `Attest that you tried the software of proposal 7 and found it good; hash of the report ${HASH}`,
  ],
  [
    'attest against',
    `Attest that you tried the software of proposal 7 and found it bad; hash of the report ${HASH}`,
  ],
  ['support', 'Support proposal 7, also when only its wording is revised'],
  ['support as it is', 'Support proposal 7 until it is revised'],
] as const)('%s in English', (name, sentence) => {
  const call = CALLS[name]
  if (call === undefined) throw new Error(`there is no call ${name}`)
  expect(describeCall(call, translate.en, createFormat('en')).sentence).toBe(sentence)
})
