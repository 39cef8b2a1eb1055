import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseHexAddress, toAddress } from '#base/address.ts'
import type { Schemas } from '../../data/queries.ts'
import { useAddress } from '../../data/use-address.ts'
import { useFormat } from '../../format/use-format.ts'
import type { Rule } from '../../governance/use-rules.ts'
import type { Registration } from '../../transactions/delegate-calls.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { DurationFields } from '../stake/duration-fields.tsx'
import { DEFAULT_DAYS } from '../stake/stake-search.ts'
import {
  readRegistration,
  type RegistrationDraft,
  type RegistrationProblem,
} from './read-registration.ts'
import styles from './register.module.css'

/** Letters of a BLS key with what `boule keys show` prints around it. */
const MAX_KEY_TEXT = 300

/** Name, accounts, self-stake and, if it is known already, the BLS key. */
export function RegisterForm({
  account,
  address,
  rules,
  onReady,
}: {
  readonly account: Schemas['Account']
  /** Of the wallet: becomes the owner, and runs the node and gets the rewards unless others are named. */
  readonly address: string
  readonly rules: ReadonlyMap<string, Rule>
  readonly onReady: (registration: Registration) => void
}) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const [draft, setDraft] = useState<RegistrationDraft>({
    name: '',
    operator: address,
    reward: address,
    amount: '',
    days: DEFAULT_DAYS,
    autoStake: true,
    blsKey: '',
  })
  const [isChecked, setChecked] = useState(false)
  const operator = useAddress(draft.operator)
  const reward = useAddress(draft.reward)
  const amountOf = (name: string): bigint => BigInt(rules.get(name)?.value ?? 0)
  const leastStakeRau = amountOf('minRegisterStakeRau')
  const feeRau = amountOf('registrationFeeRau')
  const mostDays = Number(rules.get('maxStakeDays')?.value ?? 1_050)
  const owner = parseHexAddress(address) ?? toAddress(account.address)
  const balanceRau = BigInt(account.balanceRau)
  const facts = { owner, operator, reward, leastStakeRau, feeRau, balanceRau, mostDays }
  const { registration, problems } = readRegistration(draft, facts, format)

  const values = {
    least: format.coinsExact(leastStakeRau),
    fee: format.coinsExact(feeRau),
    balance: format.coins(balanceRau),
    most: format.integer(mostDays),
  }
  const wordsOf = (problem: RegistrationProblem | undefined): string | undefined =>
    isChecked && problem !== undefined ? t(`register.problems.${problem}`, values) : undefined
  const field = (name: Exclude<keyof RegistrationDraft, 'autoStake'>) => ({
    label: t(`register.fields.${name}`),
    value: draft[name],
    onChange: (text: string) => setDraft((before) => ({ ...before, [name]: text })),
    error: wordsOf(problems[name]),
    autoComplete: 'off',
    spellCheck: 'false' as const,
  })

  return (
    <form
      className={classes(styles.form)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (registration !== undefined) return onReady(registration)
        const form = event.currentTarget
        requestAnimationFrame(() => {
          form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
        })
      }}
    >
      <p>{t('register.fee', values)}</p>
      <TextField {...field('name')} hint={t('register.hints.name')} maxLength={12} />
      <TextField {...field('operator')} hint={t('register.hints.operator')} maxLength={60} />
      <TextField {...field('reward')} hint={t('register.hints.reward')} maxLength={60} />
      <TextField
        {...field('amount')}
        hint={t('register.hints.amount', values)}
        inputMode="decimal"
        maxLength={60}
      />
      <DurationFields
        days={draft.days}
        autoStake={draft.autoStake}
        mostDays={mostDays}
        error={wordsOf(problems.days)}
        onDays={(days) => setDraft((before) => ({ ...before, days }))}
        onAutoStake={(autoStake) => setDraft((before) => ({ ...before, autoStake }))}
      />
      <TextField
        {...field('blsKey')}
        hint={t('register.hints.blsKey', { command: 'boule keys show' })}
        maxLength={MAX_KEY_TEXT}
      />
      <div>
        <Button kind="main" type="submit">
          {t('edit.check')}
        </Button>
      </div>
    </form>
  )
}
