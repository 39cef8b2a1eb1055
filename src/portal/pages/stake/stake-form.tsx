import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RAU_PER_COIN } from '#base/integers.ts'
import { present, type SearchChange, withPart } from '../../app/search-params.ts'
import { delegateQuery } from '../../data/queries.ts'
import { parseDecimalText, toPlainDecimal } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Columns, Panel } from '../../ui/page.tsx'
import { AmountField, readAmount, useAmountBounds } from './amount-field.tsx'
import { DelegatePicker } from './delegate-picker.tsx'
import { DelegateStanding } from './delegate-standing.tsx'
import { DurationFields, readDays } from './duration-fields.tsx'
import { StakeEffect } from './sign-stake.tsx'
import { DEFAULT_DAYS, type StakeSearch } from './stake-search.ts'
import styles from './stake.module.css'

/** The first step: who, how much, for how long; with what comes of it beside. */
export function StakeForm({
  search,
  onChange,
}: {
  readonly search: StakeSearch
  readonly onChange: (change: SearchChange<StakeSearch>, isNewStep: boolean) => void
}) {
  const { t } = useTranslation('stake')
  const form = useRef<HTMLFormElement>(null)
  const fields = useStakeFields(search, onChange)
  const { stake } = fields

  function submit(): void {
    fields.showErrors()
    if (stake === undefined) focusFirstError(form)
    else onChange(() => ({ ...fields.filled, step: 'sign' }), true)
  }

  return (
    <Columns>
      <Panel title={t('form.title')}>
        <form
          ref={form}
          className={classes(styles.form)}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <DelegatePicker
            label={t('form.delegate')}
            value={search.delegate}
            error={fields.errors.delegate}
            onChange={fields.setDelegate}
          />
          {fields.delegate === undefined ? null : <DelegateStanding delegate={fields.delegate} />}
          <AmountField
            label={t('form.amount')}
            value={fields.amount}
            bounds={fields.bounds}
            error={fields.errors.amount}
            onChange={fields.setAmount}
          />
          <DurationFields
            days={fields.days}
            autoStake={fields.autoStake}
            mostDays={fields.mostDays}
            error={fields.errors.days}
            onDays={fields.setDays}
            onAutoStake={fields.setAutoStake}
          />
          <div>
            <Button kind="main" type="submit">
              {t('form.continue')}
            </Button>
          </div>
        </form>
      </Panel>
      {stake === undefined ? (
        <Panel title={t('effect.title')}>
          <p>{t('effect.empty')}</p>
        </Panel>
      ) : (
        <div className={classes(styles.form)}>
          <StakeEffect stake={stake} />
          <p>
            <Link to="/calculator" search={fields.filled}>
              {t('effect.reward')}
            </Link>
          </p>
        </div>
      )}
    </Columns>
  )
}

/** Everything that is filled in: as it was typed, as it is meant, and what is wrong with it. */
function useStakeFields(
  search: StakeSearch,
  onChange: (change: SearchChange<StakeSearch>, isNewStep: boolean) => void,
) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const bounds = useAmountBounds()
  const mostDays = Number(useRules().get('maxStakeDays')?.value ?? 1_050)
  const [amount, setAmountText] = useState(() => toFieldText(search.amount, format.decimal))
  const [days, setDaysText] = useState(search.days ?? DEFAULT_DAYS)
  const [isChecked, setChecked] = useState(false)
  const autoStake = search.autoStake ?? true
  const delegate = useQuery({
    ...delegateQuery(search.delegate ?? ''),
    enabled: search.delegate !== undefined,
  })

  const amountRead = readAmount(amount, bounds, t, format)
  const daysRead = readDays(days, mostDays)
  const delegateError =
    search.delegate === undefined
      ? t('errors.delegateMissing')
      : delegate.error !== null
        ? t('errors.delegateUnknown', { name: search.delegate })
        : delegate.data?.retired === true
          ? t('errors.delegateRetired', { name: search.delegate })
          : undefined
  const found = search.delegate === undefined ? undefined : delegate.data
  // A name of the list is good before its figures have come.
  const name = delegateError === undefined ? (found?.name ?? search.delegate) : undefined
  const stake =
    name === undefined || daysRead === undefined || !('rau' in amountRead)
      ? undefined
      : { delegate: name, amountRau: amountRead.rau, durationDays: daysRead, autoStake }

  const set = (part: { readonly [K in keyof StakeSearch]?: StakeSearch[K] | undefined }): void =>
    onChange(withPart<StakeSearch>(part), false)

  return {
    amount,
    days,
    autoStake,
    bounds,
    mostDays,
    delegate: found,
    stake,
    /** What the address needs to lead to the next step. */
    filled: present<StakeSearch>({
      delegate: stake?.delegate ?? search.delegate,
      amount: 'rau' in amountRead ? toPlainDecimal(amountRead.rau, RAU_PER_COIN) : undefined,
      days: daysRead === undefined ? undefined : String(daysRead),
      autoStake,
    }),
    errors: {
      delegate: isChecked ? delegateError : undefined,
      amount: isChecked && 'error' in amountRead ? amountRead.error : undefined,
      days:
        isChecked && daysRead === undefined
          ? t('errors.days', { most: format.integer(mostDays) })
          : undefined,
    },
    showErrors: () => setChecked(true),
    setDelegate: (name: string | undefined) => set({ delegate: name }),
    setAmount: (text: string) => {
      setAmountText(text)
      const rau = parseDecimalText(text, RAU_PER_COIN, format.locale)
      set({ amount: rau === undefined ? undefined : toPlainDecimal(rau, RAU_PER_COIN) })
    },
    setDays: (text: string) => {
      setDaysText(text)
      const read = readDays(text, mostDays)
      set({ days: read === undefined ? undefined : String(read) })
    },
    setAutoStake: (isOn: boolean) => set({ autoStake: isOn }),
  }
}

/** Plain digits of the address as the field has them in the language that is shown. */
function toFieldText(amount: string | undefined, write: (digits: `${number}`) => string): string {
  return amount === undefined ? '' : write(amount as `${number}`)
}

/** After the errors are shown, which happens with the next picture. */
function focusFirstError(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  })
}
