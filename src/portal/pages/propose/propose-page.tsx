import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { proposalQuery, rulesQuery } from '../../data/governance-queries.ts'
import { useNetwork } from '../../data/use-network.ts'
import { useFormat } from '../../format/use-format.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Editor } from './editor.tsx'

const route = getRouteApi('/propose')

/** Writes a proposal down, or an own one anew, checks it, and has it signed. */
export function ProposePage() {
  const { revise } = route.useSearch()
  return revise === undefined ? <NewProposal /> : <Revision key={revise} id={revise} />
}

function NewProposal() {
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

function Revision({ id }: { readonly id: number }) {
  const { t } = useTranslation('propose')
  const format = useFormat()
  const network = useNetwork()
  const rules = useQuery(rulesQuery)
  const proposal = useQuery(proposalQuery(id))
  if (proposal.error instanceof ApiError && proposal.error.status === 404) return <NotFoundPage />
  return (
    <Page
      title={t('revise.title', { id: format.integer(id) })}
      lead={t('revise.lead')}
      aside={
        <ButtonLink to="/proposals/$id" params={{ id: String(id) }}>
          {t('revise.back')}
        </ButtonLink>
      }
    >
      <QueryState query={network} lines={8}>
        {({ chainId }) => (
          <QueryState query={rules} lines={8}>
            {() => (
              <QueryState query={proposal} lines={8}>
                {(revised) => <Editor chainId={chainId} search={{}} revised={revised} />}
              </QueryState>
            )}
          </QueryState>
        )}
      </QueryState>
    </Page>
  )
}
