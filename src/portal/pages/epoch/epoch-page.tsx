import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { epochQuery, epochSeatsQuery } from '../../data/chain-queries.ts'
import { ApiError } from '../../data/api-error.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Boules, BoulesKey } from '../../ui/boules.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { Coins, Moment } from '../../ui/values.tsx'
import { Draw } from './draw.tsx'
import { EpochBlocks } from './epoch-blocks.tsx'
import { EpochGrants } from './epoch-grants.tsx'
import { SeatTable } from './seat-table.tsx'

const route = getRouteApi('/epochs/$epoch')

/** One epoch: who had a seat and how that came, what they did, and what it paid. */
export function EpochPage() {
  const { epoch: text } = route.useParams()
  if (!/^\d{1,9}$/.test(text)) return <NotFoundPage />
  return <KnownEpochPage epoch={Number(text)} />
}

function KnownEpochPage({ epoch }: { readonly epoch: number }) {
  const { t } = useTranslation('epoch')
  const format = useFormat()
  const query = useQuery(epochQuery(epoch))
  if (query.error instanceof ApiError && query.error.code === 'not-found') return <NotFoundPage />
  return (
    <Page
      title={t('title', { epoch: format.integer(epoch) })}
      lead={query.data === undefined ? undefined : t(`phaseText.${query.data.phase}`)}
      aside={
        <>
          {epoch > 1 ? (
            <ButtonLink to="/epochs/$epoch" params={{ epoch: String(epoch - 1) }}>
              {t('before')}
            </ButtonLink>
          ) : null}
          {query.data === undefined || query.data.phase === 'next' ? null : (
            <ButtonLink to="/epochs/$epoch" params={{ epoch: String(epoch + 1) }}>
              {t('after')}
            </ButtonLink>
          )}
        </>
      }
    >
      <QueryState query={query} lines={10}>
        {(data) => (
          <>
            <Summary epoch={data} />
            <SeatPanel epoch={data} />
            {data.mix === null ? null : <Draw epoch={epoch} />}
            {data.phase === 'next' ? null : <EpochBlocks epoch={epoch} />}
            {data.settlement === null ? null : <EpochGrants epoch={epoch} />}
          </>
        )}
      </QueryState>
    </Page>
  )
}

function Summary({ epoch }: { readonly epoch: Schemas['Epoch'] }) {
  const { t } = useTranslation('epoch')
  const format = useFormat()
  const { settlement } = epoch
  return (
    <Panel title={t('summary')} aside={<Badge>{t(`phases.${epoch.phase}`)}</Badge>}>
      <Facts
        items={[
          [
            t('heights'),
            t('range', {
              first: format.integer(epoch.startHeight),
              last: format.integer(epoch.endHeight),
            }),
          ],
          [t('blocks'), format.integer(epoch.blocks)],
          [
            <Term key="term" id="round">
              {t('missedTurns')}
            </Term>,
            format.integer(epoch.missedBlocks),
          ],
          [
            t('began'),
            epoch.startTimeMs === null ? t('notYet') : <Moment ms={epoch.startTimeMs} />,
          ],
          [t('ended'), epoch.endTimeMs === null ? t('notYet') : <Moment ms={epoch.endTimeMs} />],
          ...(settlement === null
            ? []
            : ([
                [t('forBlocks'), <Coins key="amount" rau={settlement.blockRau} />],
                [t('byVotes'), <Coins key="amount" rau={settlement.epochRau} />],
                [t('bonus'), <Coins key="amount" rau={settlement.foundationRau} />],
                [<Term key="term" id="owed" />, <Coins key="amount" rau={settlement.owedRau} />],
                [t('debtsPaid'), <Coins key="amount" rau={settlement.debtsPaidRau} />],
                [t('slashed'), <Coins key="amount" rau={settlement.slashedRau} />],
              ] as const)),
        ]}
      />
    </Panel>
  )
}

function SeatPanel({ epoch }: { readonly epoch: Schemas['Epoch'] }) {
  const { t } = useTranslation('epoch')
  const query = useInfiniteQuery(epochSeatsQuery(epoch.epoch))
  return (
    <Panel title={t('set')} aside={<BoulesKey />}>
      <QueryState query={query} lines={8}>
        {(seats) =>
          seats.length === 0 ? (
            <Empty>{t('noSet')}</Empty>
          ) : (
            <>
              <Boules
                label={t('set')}
                seats={seats.map(({ delegate, producer }) => ({
                  ...delegate,
                  isProducer: producer,
                }))}
              />
              <SeatTable seats={seats} epoch={epoch.epoch} />
            </>
          )
        }
      </QueryState>
    </Panel>
  )
}
