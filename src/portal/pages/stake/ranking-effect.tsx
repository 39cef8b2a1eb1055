import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Schemas, whatIfQuery } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Facts } from '../../ui/facts.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { useSettled } from '../../ui/use-settled.ts'

/** The figures change while somebody types; the server is asked when they stand still. */
const PAUSE_MS = 300

/** What more or fewer votes for a delegate change in the ranking and in the next set. */
export function RankingEffect({
  delegate,
  deltaRau,
}: {
  readonly delegate: string
  readonly deltaRau: bigint
}) {
  const { t } = useTranslation('stake')
  const settled = useSettled(deltaRau, PAUSE_MS)
  const query = useQuery(whatIfQuery(delegate, settled))
  return (
    <QueryState query={query} lines={3}>
      {(data) => (
        <div>
          <p>{t('effect.next')}</p>
          <Change change={data} />
        </div>
      )}
    </QueryState>
  )
}

function Change({ change }: { readonly change: Schemas['RankingWhatIf'] }) {
  const { t } = useTranslation('stake')
  const { t: tRole } = useTranslation('delegates')
  const format = useFormat()
  const { delegate, before, after } = change
  const name = delegate.name ?? delegate.id

  const fromTo = (from: string, to: string): string =>
    from === to ? t('effect.same', { value: to }) : t('effect.fromTo', { before: from, after: to })
  const signed = (rau: bigint): string => (rau > 0n ? `+${format.coins(rau)}` : format.coins(rau))
  const rank = (value: number | null): string =>
    value === null ? tRole('noRank') : format.integer(value)

  return (
    <>
      <Facts
        items={[
          [
            t('effect.delegateVotes', { name }),
            t('effect.votesWith', {
              votes: format.coinsShort(BigInt(after.effectiveVotesRau)),
              delta: signed(BigInt(after.effectiveVotesRau) - BigInt(before.effectiveVotesRau)),
            }),
          ],
          [t('effect.rank', { name }), fromTo(rank(before.rank), rank(after.rank))],
          [
            t('effect.role'),
            fromTo(tRole(`role.${before.projectedRole}`), tRole(`role.${after.projectedRole}`)),
          ],
        ]}
      />
      <SeatChanges entering={change.entering} leaving={change.leaving} />
    </>
  )
}

type References = Schemas['RankingWhatIf']['entering']

function SeatChanges({
  entering,
  leaving,
}: {
  readonly entering: References
  readonly leaving: References
}) {
  const { t } = useTranslation('stake')
  if (entering.length === 0 && leaving.length === 0) return <p>{t('effect.noSeatChange')}</p>
  const namesOf = (list: References): string => list.map(({ id, name }) => name ?? id).join(', ')
  return (
    <>
      {entering.length === 0 ? null : <p>{t('effect.entering', { names: namesOf(entering) })}</p>}
      {leaving.length === 0 ? null : <p>{t('effect.leaving', { names: namesOf(leaving) })}</p>}
    </>
  )
}
