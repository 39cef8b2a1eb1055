import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { delegateEventsQuery, delegateProfilesQuery, type Schemas } from '../../data/queries.ts'
import { Panel } from '../../ui/page.tsx'
import { EventList } from '../../ui/event-list.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { ProfileVersions } from './profile-versions.tsx'

/** Every version of its profile against the one before, and what happened to it. */
export function History({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const profiles = useInfiniteQuery(delegateProfilesQuery(delegate.id))
  const events = useInfiniteQuery(delegateEventsQuery(delegate.id))
  return (
    <>
      <Panel title={t('versions')}>
        <QueryState query={profiles}>{(rows) => <ProfileVersions versions={rows} />}</QueryState>
      </Panel>
      <Panel title={t('events')}>
        <EventList query={events} label={t('events')} csv={`/delegates/${delegate.id}/events`} />
      </Panel>
    </>
  )
}
