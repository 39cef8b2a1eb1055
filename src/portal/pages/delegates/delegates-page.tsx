import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RAU_PER_COIN } from '#base/integers.ts'
import { present, type SearchChange, withPart } from '../../app/search-params.ts'
import { type DelegateFilters, delegatesQuery } from '../../data/queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { delegateColumns } from './delegate-columns.tsx'
import { DelegateFilterForm } from './delegate-filters.tsx'
import styles from './delegates.module.css'
import { DELEGATE_SORTS, type DelegatesSearch } from './delegates-search.ts'
import { SavedViews } from './saved-views.tsx'
import { useFormat } from '../../format/use-format.ts'

const route = getRouteApi('/delegates')
/** How many can be compared side by side. */
const MOST_COMPARED = 4

/** All delegates as a table, with filters, sort and views that are part of the address. */
export function DelegatesPage() {
  const { t } = useTranslation('delegates')
  const { t: tDelegate } = useTranslation('delegate')
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(delegatesQuery(toFilters(search)))
  const [compared, setCompared] = useState<readonly string[]>([])

  // A page of the API has 1,000 at most; the table shows all.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const columns = useMemo(
    () =>
      delegateColumns(t, format, {
        compared,
        isFull: compared.length >= MOST_COMPARED,
        onCompare: (name, isChosen) =>
          setCompared((before) =>
            isChosen ? [...before, name] : before.filter((each) => each !== name),
          ),
      }),
    [t, format, compared],
  )

  function change(next: SearchChange<DelegatesSearch>): void {
    void navigate({ search: next, replace: true })
  }

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      aside={
        <>
          <ButtonLink to="/register">{tDelegate('register.open')}</ButtonLink>
          {compared.length === 0 ? null : (
            <ButtonLink kind="main" to="/compare" search={{ delegates: compared }}>
              {t('compareGo', { count: compared.length })}
            </ButtonLink>
          )}
        </>
      }
    >
      <SavedViews search={search} onChoose={(view) => change(() => view)} />
      <DelegateFilterForm search={search} onChange={change} />
      <QueryState query={query} lines={12}>
        {(rows) => (
          <>
            <p role="status" className={classes(styles.found)}>
              {t('found', { count: rows.length })}
              {compared.length >= MOST_COMPARED ? ` · ${t('compareFull')}` : null}
            </p>
            {rows.length === 0 ? (
              <Empty>{t('none')}</Empty>
            ) : (
              <DataTable
                label={t('title')}
                columns={columns}
                rows={rows}
                rowKey={({ id }) => id}
                isVirtual={rows.length > 100}
                serverSort={{
                  columns: DELEGATE_SORTS,
                  sort: { column: search.sort ?? 'rank', order: search.order ?? 'asc' },
                  onSort: ({ column, order }) =>
                    change(
                      withPart<DelegatesSearch>({
                        sort: column as NonNullable<DelegatesSearch['sort']>,
                        order,
                      }),
                    ),
                }}
              />
            )}
          </>
        )}
      </QueryState>
    </Page>
  )
}

function toFilters(search: DelegatesSearch): DelegateFilters {
  const { minSelfStake, ...rest } = search
  return present<DelegateFilters>({
    ...rest,
    minSelfStake:
      minSelfStake === undefined ? undefined : (BigInt(minSelfStake) * RAU_PER_COIN).toString(),
  })
}
