import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../data/api-error.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { Skeleton } from './skeleton.tsx'

/** The part of a query of TanStack that is shown. */
interface ShownQuery<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly isFetching: boolean
  readonly refetch: () => unknown
}

/** What came of a query: a skeleton, an error with a button to try again, or the data. Old data stays while new data fails to come. */
export function QueryState<T>({
  query,
  lines,
  children,
}: {
  readonly query: ShownQuery<T>
  /** Height of the skeleton. */
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null) return <LoadError error={query.error} onRetry={query.refetch} />
  return <Skeleton {...(lines === undefined ? {} : { lines })} />
}

export function LoadError({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry: () => unknown
}) {
  const { t } = useTranslation()
  return (
    <Notice kind="error">
      <p>{t('state.error')}</p>
      {error instanceof ApiError ? <p>{error.message}</p> : null}
      <Button onPress={() => void onRetry()}>{t('actions.retry')}</Button>
    </Notice>
  )
}

/** Says that there is nothing, and what could be done about it. */
export function Empty({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation()
  return <Notice>{children ?? t('state.empty')}</Notice>
}
