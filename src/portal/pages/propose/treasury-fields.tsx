import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { treasuryQuery } from '../../data/governance-queries.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Coins } from '../../ui/values.tsx'
import { type DraftPayment, EMPTY_PAYMENT } from './draft.ts'
import type { FieldsProps } from './fields.ts'
import { useProblemWords } from './problem-list.tsx'
import styles from './propose.module.css'
import { MAX_ROWS } from './read-draft.ts'

/** Payments from the community fund. */
export function TreasuryFields({ draft: { payments }, change, problems }: FieldsProps) {
  const { t } = useTranslation('propose')
  const wordsOf = useProblemWords(problems)
  const fund = useQuery(treasuryQuery).data

  function set(at: number, part: Partial<DraftPayment>): void {
    change({
      payments: payments.map((each, place) => (place === at ? { ...each, ...part } : each)),
    })
  }

  return (
    <>
      {fund === undefined ? null : (
        <p>
          {t('fund')} <Coins rau={fund.balanceRau} />
          {fund.owedRau === '0' ? null : (
            <>
              {', '}
              {t('fundOwes')} <Coins rau={fund.owedRau} />
            </>
          )}
        </p>
      )}
      {payments.map(({ to, perEpoch, epochs }, at) => (
        // Payments have no identity but their place.
        <fieldset key={at} className={classes(styles.change)}>
          <legend className={classes(styles.name)}>{t('payment', { number: at + 1 })}</legend>
          <TextField
            label={t('to')}
            value={to}
            onChange={(text) => set(at, { to: text })}
            maxLength={42}
            placeholder="0x…"
            error={wordsOf(`payments.${at}.to`)}
          />
          <TextField
            label={t('perEpoch')}
            value={perEpoch}
            onChange={(text) => set(at, { perEpoch: text })}
            maxLength={40}
            inputMode="decimal"
            error={wordsOf(`payments.${at}.perEpoch`)}
          />
          <TextField
            label={t('times')}
            value={epochs}
            onChange={(text) => set(at, { epochs: text })}
            maxLength={6}
            inputMode="numeric"
            error={wordsOf(`payments.${at}.epochs`)}
          />
          {payments.length > 1 ? (
            <p>
              <Button
                kind="quiet"
                aria-label={t('removePayment', { number: at + 1 })}
                onPress={() => change({ payments: payments.filter((_, place) => place !== at) })}
              >
                {t('remove')}
              </Button>
            </p>
          ) : null}
        </fieldset>
      ))}
      {payments.length < MAX_ROWS ? (
        <p>
          <Button onPress={() => change({ payments: [...payments, EMPTY_PAYMENT] })}>
            {t('addPayment')}
          </Button>
        </p>
      ) : null}
    </>
  )
}
