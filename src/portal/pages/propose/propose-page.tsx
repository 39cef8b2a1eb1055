import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rulesQuery } from '../../data/governance-queries.ts'
import { useNetwork } from '../../data/use-network.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Editor } from './editor.tsx'

const route = getRouteApi('/propose')

/** Writes a proposal down, checks it, and has it signed. */
export function ProposePage() {
  const { t } = useTranslation('propose')
  const search = route.useSearch()
  const network = useNetwork()
  const rules = useQuery(rulesQuery)
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      aside={<ButtonLink to="/parameters">{t('allRules')}</ButtonLink>}
    >
      <QueryState query={network} lines={8}>
        {({ chainId }) => (
          <QueryState query={rules} lines={8}>
            {() => <Editor chainId={chainId} search={search} />}
          </QueryState>
        )}
      </QueryState>
    </Page>
  )
}
