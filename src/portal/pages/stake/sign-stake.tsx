import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { RAU_PER_COIN } from '#base/integers.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { callCreateStake, type NewStake } from '../../transactions/staking-calls.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Columns, Panel } from '../../ui/page.tsx'
import { VotesFigure } from './effect-panel.tsx'
import { RankingEffect } from './ranking-effect.tsx'
import { Signing } from './signing.tsx'
import { DEFAULT_DAYS, STAKE_PLAN, type StakeSearch } from './stake-search.ts'
import { UnlockRule } from './unlock-rule.tsx'
import { useVotes } from './use-votes.ts'

/** What was chosen, as it is signed; undefined while something is missing. */
function toStake(search: StakeSearch): NewStake | undefined {
  const { delegate, amount = '', days = DEFAULT_DAYS, autoStake = true } = search
  const amountRau = parseDecimalText(amount, RAU_PER_COIN, 'en')
  if (delegate === undefined || amountRau === undefined) return undefined
  return { delegate, amountRau, durationDays: Number(days), autoStake }
}

/** The second step: everything once more, and the plan that is signed. */
export function SignStake({
  search,
  onDone,
  onBack,
}: {
  readonly search: StakeSearch
  readonly onDone: () => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation('stake')
  const stake = useMemo(() => toStake(search), [search])
  const steps = useMemo(
    () => (stake === undefined ? [] : [{ id: 'stake', call: callCreateStake(stake) }]),
    [stake],
  )
  return (
    <Columns>
      <Panel title={t('sign.title')} aside={<Button onPress={onBack}>{t('form.change')}</Button>}>
        {stake === undefined ? null : <StakeFacts stake={stake} />}
        <Signing
          planId={STAKE_PLAN}
          steps={steps}
          onDone={onDone}
          links={<Button onPress={onBack}>{t('next.again')}</Button>}
        />
      </Panel>
      {stake === undefined ? null : <StakeEffect stake={stake} />}
    </Columns>
  )
}

function StakeFacts({ stake }: { readonly stake: NewStake }) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const { delegate, amountRau, durationDays, autoStake } = stake
  return (
    <Facts
      items={[
        [t('sign.delegate'), delegate],
        [t('sign.amount'), format.coinsExact(amountRau)],
        [
          t('sign.duration'),
          t('sign.durationValue', { count: durationDays, value: format.integer(durationDays) }),
        ],
        [t('sign.autoStake'), t(autoStake ? 'sign.on' : 'sign.off')],
      ]}
    />
  )
}

/** Votes, ranking, and when the coins come back. */
export function StakeEffect({ stake }: { readonly stake: NewStake }) {
  const { t } = useTranslation('stake')
  const { delegate, amountRau, durationDays, autoStake } = stake
  const input = { amountRau, durationDays, autoStake, selfStake: false }
  const votesRau = useVotes(input)
  return (
    <Panel title={t('effect.title')}>
      <VotesFigure input={input} label={t('effect.votes')} />
      {votesRau === undefined ? null : <RankingEffect delegate={delegate} deltaRau={votesRau} />}
      <UnlockRule durationDays={durationDays} autoStake={autoStake} />
    </Panel>
  )
}
