import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { networkQuery } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Columns, Page } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Attention } from './attention.tsx'
import { EpochBar } from './epoch-bar.tsx'
import { NetworkHealth } from './network-health.tsx'
import { SetNow } from './set-now.tsx'

/** What goes on now, and what needs somebody. */
export function HomePage() {
  const { t } = useTranslation('home')
  const format = useFormat()
  const network = useQuery(networkQuery)
  const epoch = network.data?.epoch.epoch
  return (
    <Page
      title={epoch === undefined ? t('title') : t('titleOfEpoch', { epoch: format.integer(epoch) })}
      lead={t('lead')}
      aside={
        <>
          <ButtonLink kind="main" to="/delegates">
            {t('findDelegate')}
          </ButtonLink>
          <ButtonLink to="/ranking">{t('seeRanking')}</ButtonLink>
        </>
      }
    >
      <QueryState query={network} lines={8}>
        {(data) => (
          <>
            <EpochBar network={data} />
            <SetNow network={data} />
            <Columns>
              <Attention />
              <NetworkHealth network={data} />
            </Columns>
          </>
        )}
      </QueryState>
    </Page>
  )
}
