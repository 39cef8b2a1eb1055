import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { epochSeatsQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { Boules, BoulesKey } from '../../ui/boules.tsx'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { DelegateLink } from '../../ui/values.tsx'
import { classes } from '../../ui/classes.ts'
import styles from './home.module.css'

/** The consensus delegates of the running epoch, and who makes the blocks of now. */
export function SetNow({ network }: { readonly network: Schemas['Network'] }) {
  const { t } = useTranslation('home')
  const seats = useInfiniteQuery(epochSeatsQuery(network.epoch.epoch))
  const next = network.schedule.flatMap(({ height, delegate }) =>
    delegate === null ? [] : [{ height, delegate }],
  )
  return (
    <Panel title={t('setNow')} aside={<BoulesKey hasActing />}>
      <QueryState query={seats} lines={2}>
        {(rows) => (
          <Boules
            label={t('setNow')}
            seats={rows.map(({ delegate, producer }) => ({
              ...delegate,
              isProducer: producer,
              isActing: delegate.id === network.producingNow?.id,
            }))}
          />
        )}
      </QueryState>
      <div className={classes(styles.producing)}>
        {network.producingNow === null ? null : (
          <p>
            {t('producingNow')} <DelegateLink delegate={network.producingNow} />
          </p>
        )}
        {next.length === 0 ? null : (
          <p>
            {t('producingNext')}{' '}
            {next.slice(0, 5).map(({ height, delegate }, index) => (
              <span key={height}>
                {index === 0 ? '' : ', '}
                <DelegateLink delegate={delegate} />
              </span>
            ))}
          </p>
        )}
      </div>
    </Panel>
  )
}
