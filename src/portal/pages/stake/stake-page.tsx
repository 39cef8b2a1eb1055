import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SearchChange, withPart } from '../../app/search-params.ts'
import { Page } from '../../ui/page.tsx'
import { useHasBegun } from './signing.tsx'
import { SignStake } from './sign-stake.tsx'
import { StakeForm } from './stake-form.tsx'
import { STAKE_PLAN, type StakeSearch } from './stake-search.ts'
import { WizardSteps } from './wizard-steps.tsx'

const route = getRouteApi('/stake')

/** From a delegate and some coins to a bucket that votes, one step after another. A plan that was begun comes first. */
export function StakePage() {
  const { t } = useTranslation('stake')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isBegun = useHasBegun(STAKE_PLAN)
  const [hasJumped, setJumped] = useState(false)
  const [isSigning, setSigning] = useState(false)
  const [isDone, setDone] = useState(false)
  if (isBegun === true && !hasJumped) {
    setJumped(true)
    setSigning(true)
  }
  const isChosen = search.delegate !== undefined && search.amount !== undefined
  const signs = isSigning || (search.step === 'sign' && isChosen)

  function change(next: SearchChange<StakeSearch>, isNewStep: boolean): void {
    void navigate({ search: next, replace: !isNewStep, resetScroll: isNewStep })
  }

  return (
    <Page title={t('title')} lead={t('lead')}>
      <WizardSteps current={isDone ? 'done' : signs ? 'sign' : 'choose'} />
      {signs ? (
        <SignStake
          search={search}
          onDone={() => {
            setSigning(true)
            setDone(true)
          }}
          onBack={() => {
            setSigning(false)
            setDone(false)
            change(isDone ? () => ({}) : withPart<StakeSearch>({ step: undefined }), true)
          }}
        />
      ) : (
        <StakeForm search={search} onChange={change} />
      )}
    </Page>
  )
}
