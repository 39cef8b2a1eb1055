import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import styles from './skeleton.module.css'

/** Stands for what is loading, with about its height. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useTranslation()
  return (
    <div className={classes(styles.skeleton)} role="status" data-loading>
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={classes(styles.line)} />
      ))}
    </div>
  )
}
