import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import styles from './stake.module.css'

const PRESETS = [0, 14, 91, 365, 1_050] as const

/** How long coins are locked, and whether the lock runs down. */
export function DurationFields({
  days,
  autoStake,
  leastDays = 0,
  mostDays,
  error,
  onDays,
  onAutoStake,
}: {
  /** As it was typed. */
  readonly days: string
  readonly autoStake: boolean
  readonly leastDays?: number
  readonly mostDays: number
  readonly error: string | undefined
  readonly onDays: (text: string) => void
  readonly onAutoStake: (autoStake: boolean) => void
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const presets = PRESETS.filter((preset) => preset >= leastDays && preset <= mostDays)
  return (
    <>
      <div>
        <TextField
          label={t('form.days')}
          hint={t('form.daysHint', {
            least: format.integer(leastDays),
            most: format.integer(mostDays),
          })}
          value={days}
          onChange={onDays}
          error={error}
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
        />
        <div className={classes(styles.presets)} role="group" aria-label={t('form.daysPresets')}>
          {presets.map((preset) => (
            <Button key={preset} kind="quiet" onPress={() => onDays(String(preset))}>
              {t('form.preset', { count: preset, value: format.integer(preset) })}
            </Button>
          ))}
        </div>
      </div>
      <Checkbox isSelected={autoStake} onChange={onAutoStake} hint={t('form.autoStakeHint')}>
        {t('form.autoStake')}
      </Checkbox>
    </>
  )
}

/** Whole days as they were typed; undefined for anything else. */
export function readDays(text: string, mostDays: number): number | undefined {
  const trimmed = text.trim()
  if (!/^\d{1,5}$/.test(trimmed)) return undefined
  const days = Number(trimmed)
  return days <= mostDays ? days : undefined
}
