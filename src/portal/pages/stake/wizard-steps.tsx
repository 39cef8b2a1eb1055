import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { classes } from '../../ui/classes.ts'
import styles from './stake.module.css'

const STEPS = ['choose', 'sign', 'done'] as const
export type WizardStep = (typeof STEPS)[number]

/** Where somebody is on the way to a stake. */
export function WizardSteps({ current }: { readonly current: WizardStep }) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const at = STEPS.indexOf(current)
  return (
    <ol className={classes(styles.steps)} aria-label={t('steps.label')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={classes(styles.step)}
          aria-current={step === current ? 'step' : undefined}
        >
          <span className={classes(styles.number)} aria-hidden="true">
            {index < at ? '✓' : format.integer(index + 1)}
          </span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
