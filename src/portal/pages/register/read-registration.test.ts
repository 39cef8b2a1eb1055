import { describe, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { createFormat } from '../../format/create-format.ts'
import {
  readRegistration,
  type RegistrationDraft,
  type RegistrationFacts,
} from './read-registration.ts'

const COIN = 10n ** 18n
const OWNER = toAddress(`0x${'11'.repeat(20)}`)
const OPERATOR = toAddress(`0x${'22'.repeat(20)}`)
const KEY = `0x${'ab'.repeat(48)}`
const CONSENSUS_KEY = `0x${'cd'.repeat(32)}`

const draft: RegistrationDraft = {
  name: 'alpha1',
  operator: OPERATOR,
  reward: OWNER,
  amount: '1,200.5',
  days: '91',
  autoStake: true,
  blsKey: '',
}
const facts: RegistrationFacts = {
  owner: OWNER,
  operator: OPERATOR,
  reward: OWNER,
  leastStakeRau: 1_000n * COIN,
  feeRau: 100n * COIN,
  balanceRau: 2_000n * COIN,
  mostDays: 1_050,
}
const en = createFormat('en')

describe('a registration', () => {
  test('is what is in the fields', () => {
    expect(readRegistration(draft, facts, en)).toEqual({
      registration: {
        name: 'alpha1',
        operator: OPERATOR,
        reward: OWNER,
        owner: OWNER,
        amountRau: (12_005n * COIN) / 10n,
        durationDays: 91,
        autoStake: true,
        blsKey: undefined,
      },
      problems: {},
    })
  })

  test('needs no self-stake', () => {
    const { registration } = readRegistration({ ...draft, amount: ' ' }, facts, en)
    expect(registration?.amountRau).toBe(0n)
  })

  test.each([
    ['a key', ` ${KEY.toUpperCase().replace('0X', '0x')} `],
    ['what the command prints', `consensus key  ${CONSENSUS_KEY} BLS key        ${KEY}`],
  ])('takes %s', (_, blsKey) => {
    expect(readRegistration({ ...draft, blsKey }, facts, en).registration?.blsKey).toBe(KEY)
  })

  test.each<[string, Partial<RegistrationDraft>, Partial<RegistrationFacts>, object]>([
    ['without a name', { name: '' }, {}, { name: 'name' }],
    ['with a name of 13 letters', { name: 'a'.repeat(13) }, {}, { name: 'name' }],
    ['with a capital letter', { name: 'Alpha' }, {}, { name: 'name' }],
    ['without an operator', {}, { operator: undefined }, { operator: 'address' }],
    ['without a reward account', {}, { reward: undefined }, { reward: 'address' }],
    ['with an amount that is none', { amount: 'many' }, {}, { amount: 'amount' }],
    ['below the least self-stake', { amount: '999' }, {}, { amount: 'tooSmall' }],
    ['that leaves nothing for the fee', { amount: '1,901' }, {}, { amount: 'tooLarge' }],
    ['whose fee cannot be paid', { amount: '' }, { balanceRau: COIN }, { amount: 'tooLarge' }],
    ['for too long', { days: '1051' }, {}, { days: 'days' }],
    ['with half a key', { blsKey: KEY.slice(0, 50) }, {}, { blsKey: 'blsKey' }],
    ['with a key of another length', { blsKey: `${KEY}ab` }, {}, { blsKey: 'blsKey' }],
    ['with two keys', { blsKey: `${KEY} ${KEY}` }, {}, { blsKey: 'blsKey' }],
    ['with the other key', { blsKey: CONSENSUS_KEY }, {}, { blsKey: 'blsKey' }],
  ])('%s is none', (_, change, other, problems) => {
    const read = readRegistration({ ...draft, ...change }, { ...facts, ...other }, en)
    expect(read).toEqual({ registration: undefined, problems })
  })
})
