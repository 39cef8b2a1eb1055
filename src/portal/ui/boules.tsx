import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import styles from './boules.module.css'
import { classes } from './classes.ts'

/** A seat of an epoch's set as it is drawn. */
export interface BouleSeat {
  readonly id: string
  readonly name: string | null
  /** Drawn to produce; otherwise it verifies. */
  readonly isProducer: boolean
  /** Makes the newest block. */
  readonly isActing?: boolean
}

/** The consensus delegates of an epoch as boules: full ones produce, rings verify, the one with the jack made the newest block. */
export function Boules({
  seats,
  label,
}: {
  readonly seats: readonly BouleSeat[]
  readonly label: string
}) {
  const { t } = useTranslation('delegates')
  return (
    <ol className={classes(styles.boules)} aria-label={label}>
      {seats.map(({ id, name, isProducer, isActing }) => {
        const role = t(isProducer ? 'role.producer' : 'role.verifier')
        const text = `${name ?? id}, ${role}`
        return (
          <li key={id}>
            <Link
              to="/delegates/$delegate"
              params={{ delegate: name ?? id }}
              className={classes(styles.boule)}
              data-producer={isProducer}
              data-acting={isActing === true}
              aria-label={text}
              title={text}
            />
          </li>
        )
      })}
    </ol>
  )
}

/** What the shapes mean; `hasActing` where one of them makes blocks now. */
export function BoulesKey({ hasActing = false }: { readonly hasActing?: boolean }) {
  const { t } = useTranslation('delegates')
  return (
    <ul className={classes(styles.key)}>
      <li>
        <span className={classes(styles.boule)} data-producer="true" aria-hidden="true" />
        {t('role.producer')}
      </li>
      <li>
        <span className={classes(styles.boule)} data-producer="false" aria-hidden="true" />
        {t('role.verifier')}
      </li>
      {hasActing ? (
        <li>
          <span
            className={classes(styles.boule)}
            data-producer="true"
            data-acting="true"
            aria-hidden="true"
          />
          {t('acting')}
        </li>
      ) : null}
    </ul>
  )
}
