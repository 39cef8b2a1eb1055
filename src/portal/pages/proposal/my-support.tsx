import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountSupportQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { callSupport, callUnsupport } from '../../transactions/governance-calls.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Signing } from './signing.tsx'

/** Supports the newest revision, or takes the support back. */
export function MySupport({
  proposal,
  account,
}: {
  readonly proposal: Schemas['Proposal']
  readonly account: string
}) {
  const { t } = useTranslation('governance')
  const { id, root } = proposal
  const query = useQuery(accountSupportQuery(id, account))
  const [isEditorial, setEditorial] = useState(false)
  const [call, setCall] = usePreparedCall(`support-${id}`, account)
  if (call !== undefined) {
    return <Signing planId={`support-${id}`} call={call} onLeave={() => setCall(undefined)} />
  }
  return (
    <QueryState query={query} lines={2}>
      {(support) =>
        support?.counts === true ? (
          <>
            <p>{t(support.editorial ? 'mine.supportsEditorial' : 'mine.supports')}</p>
            <Button onPress={() => setCall(callUnsupport(id))}>{t('mine.unsupport')}</Button>
          </>
        ) : (
          <>
            {support === null ? null : <p>{t('mine.supportedBefore')}</p>}
            <p>{t('mine.supportLead')}</p>
            <Checkbox isSelected={isEditorial} onChange={setEditorial}>
              {t('mine.editorial')}
            </Checkbox>
            <Button kind="main" onPress={() => setCall(callSupport(id, root, isEditorial))}>
              {t('mine.support')}
            </Button>
          </>
        )
      }
    </QueryState>
  )
}
