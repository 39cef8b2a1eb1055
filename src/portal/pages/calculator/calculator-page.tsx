import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RAU_PER_COIN } from '#base/integers.ts'
import { type SearchChange, withPart } from '../../app/search-params.ts'
import { parseDecimalText, toPlainDecimal } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Columns, Page, Panel } from '../../ui/page.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { DelegatePicker } from '../stake/delegate-picker.tsx'
import { DurationFields, readDays } from '../stake/duration-fields.tsx'
import { DEFAULT_DAYS } from '../stake/stake-search.ts'
import { useVotes } from '../stake/use-votes.ts'
import { Assumptions } from './assumptions.tsx'
import styles from './calculator.module.css'
import type { CalculatorSearch } from './calculator-search.ts'
import { GrowthTable } from './growth-table.tsx'
import { type Stake, rewardOf } from './reward-of.ts'
import { RewardCard } from './reward-card.tsx'
import { ShareComparison } from './share-comparison.tsx'
import { useDelegateFigures } from './use-reward-input.ts'
import { Versus } from './versus.tsx'

const route = getRouteApi('/calculator')
const FIRST_AMOUNT = '10000'

/** What a stake may earn with one delegate, or with two side by side. */
export function CalculatorPage() {
  const { t } = useTranslation('calculator')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const stake = useStake(search)
  const { delegate, against } = search
  return (
    <Page title={t('title')} lead={t('lead')}>
      <CalculatorForm
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      />
      {delegate === undefined || stake === undefined ? (
        <Empty>{t('empty')}</Empty>
      ) : against === undefined || against === delegate ? (
        <One name={delegate} stake={stake} />
      ) : (
        <Two names={[delegate, against]} stake={stake} />
      )}
    </Page>
  )
}

/** The stake of the address, with its votes to the last Rau. */
function useStake({
  amount = FIRST_AMOUNT,
  days = DEFAULT_DAYS,
  autoStake = true,
}: CalculatorSearch): Stake | undefined {
  const amountRau = parseDecimalText(amount, RAU_PER_COIN, 'en') ?? 0n
  const input = { amountRau, durationDays: Number(days), autoStake, selfStake: false }
  const isGood = amountRau > 0n && readDays(days, 1_050) !== undefined
  const votesRau = useVotes(isGood ? input : undefined)
  if (votesRau === undefined) return undefined
  return { amountRau, votesRau, search: { amount, days, autoStake } }
}

function One({ name, stake }: { readonly name: string; readonly stake: Stake }) {
  const query = useDelegateFigures(name)
  return (
    <QueryState query={query} lines={8}>
      {(figures) => (
        <>
          <Columns>
            <RewardCard figures={figures} stake={stake} />
            <ShareComparison figures={figures} stake={stake} />
          </Columns>
          <GrowthTable figures={figures} stake={stake} />
          <Assumptions figures={figures} />
        </>
      )}
    </QueryState>
  )
}

function Two({
  names: [left, right],
  stake,
}: {
  readonly names: readonly [string, string]
  readonly stake: Stake
}) {
  const leftQuery = useDelegateFigures(left)
  const rightQuery = useDelegateFigures(right)
  return (
    <QueryState query={leftQuery} lines={8}>
      {(leftFigures) => (
        <QueryState query={rightQuery} lines={8}>
          {(rightFigures) => (
            <>
              <Versus
                left={rewardOf(leftFigures, stake)}
                right={rewardOf(rightFigures, stake)}
                amountRau={stake.amountRau}
              />
              <Columns>
                <RewardCard figures={leftFigures} stake={stake} />
                <RewardCard figures={rightFigures} stake={stake} />
              </Columns>
              <ShareComparison figures={leftFigures} stake={stake} />
              <Assumptions figures={leftFigures} />
            </>
          )}
        </QueryState>
      )}
    </QueryState>
  )
}

function CalculatorForm({
  search,
  onChange,
}: {
  readonly search: CalculatorSearch
  readonly onChange: (change: SearchChange<CalculatorSearch>) => void
}) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const mostDays = Number(useRules().get('maxStakeDays')?.value ?? 1_050)
  const [amount, setAmount] = useState(() =>
    format.decimal((search.amount ?? FIRST_AMOUNT) as `${number}`),
  )
  const [days, setDays] = useState(search.days ?? DEFAULT_DAYS)
  const amountRau = parseDecimalText(amount, RAU_PER_COIN, format.locale)

  const set = (
    part: {
      readonly [K in keyof CalculatorSearch]?: CalculatorSearch[K] | undefined
    },
  ): void => onChange(withPart<CalculatorSearch>(part))

  return (
    <Panel title={t('form.title')}>
      <form className={classes(styles.form)} onSubmit={(event) => event.preventDefault()}>
        <DelegatePicker
          label={t('form.delegate')}
          value={search.delegate}
          error={undefined}
          onChange={(name) => set({ delegate: name })}
        />
        <DelegatePicker
          label={t('form.against')}
          value={search.against}
          error={undefined}
          onChange={(name) => set({ against: name })}
        />
        <TextField
          label={t('form.amount')}
          value={amount}
          error={
            amountRau === undefined || amountRau === 0n
              ? t('form.amountError', { example: format.decimal('1250.5') })
              : undefined
          }
          onChange={(text) => {
            setAmount(text)
            const rau = parseDecimalText(text, RAU_PER_COIN, format.locale)
            set({ amount: rau === undefined ? '0' : toPlainDecimal(rau, RAU_PER_COIN) })
          }}
          inputMode="decimal"
          autoComplete="off"
          maxLength={60}
        />
        <DurationFields
          days={days}
          autoStake={search.autoStake ?? true}
          mostDays={mostDays}
          error={
            readDays(days, mostDays) === undefined
              ? t('form.daysError', { most: format.integer(mostDays) })
              : undefined
          }
          onDays={(text) => {
            setDays(text)
            const read = readDays(text, mostDays)
            if (read !== undefined) set({ days: String(read) })
          }}
          onAutoStake={(isOn) => set({ autoStake: isOn })}
        />
      </form>
    </Panel>
  )
}
