import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useNetwork } from '../data/use-network.ts'
import { useFormat } from '../format/use-format.ts'
import { classes } from '../ui/classes.ts'
import styles from './footer.module.css'

export function Footer() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: network } = useNetwork()
  return (
    <footer className={classes(styles.footer)} aria-label={t('footer.label')}>
      {network === undefined ? null : (
        <p>
          {network.network} · {network.client} ·{' '}
          {t('footer.height', { height: format.integer(network.index.height) })}
          {network.index.lagBlocks > 1 ? (
            <> · {t('footer.lag', { count: network.index.lagBlocks })}</>
          ) : null}
        </p>
      )}
      <ul className={classes(styles.links)}>
        <li>
          <Link to="/calculator">{t('footer.calculator')}</Link>
        </li>
        <li>
          <Link to="/glossary">{t('footer.glossary')}</Link>
        </li>
        <li>
          <a href="/docs">{t('footer.api')}</a>
        </li>
      </ul>
    </footer>
  )
}
