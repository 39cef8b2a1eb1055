import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { classes } from '../../ui/classes.ts'
import { Panel } from '../../ui/page.tsx'
import styles from './calculator.module.css'
import type { DelegateFigures } from './use-reward-input.ts'

/** What has to stay as it is for the figures to come true. */
export function Assumptions({ figures }: { readonly figures: DelegateFigures }) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const { epochs, input } = figures
  return (
    <Panel title={t('assumptions.title')}>
      <ul className={classes(styles.list)}>
        <li>
          {epochs === 0
            ? t('assumptions.rules')
            : t('assumptions.means', { count: epochs, value: format.integer(epochs) })}
        </li>
        <li>{t('assumptions.others')}</li>
        <li>{t('assumptions.year', { epochs: format.integer(input.epochsPerYear) })}</li>
        <li>{t('assumptions.promise')}</li>
        <li>{t('assumptions.integers')}</li>
      </ul>
    </Panel>
  )
}
