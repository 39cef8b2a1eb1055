import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins } from '../../ui/values.tsx'
import styles from './calculator.module.css'
import { type Commissions, leftOf } from './compute-reward.ts'
import { type Reward, rewardOf, type Stake } from './reward-of.ts'
import type { DelegateFigures } from './use-reward-input.ts'

/** What percentages are cut off to. */
const SMALLEST_PART = 1_000n

/** What a stake may earn with a delegate: the sum, and what it is made of. */
export function RewardCard({
  figures,
  stake,
}: {
  readonly figures: DelegateFigures
  readonly stake: Stake
}) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const reward = rewardOf(figures, stake)
  const partOf = (part: bigint, whole: bigint): string =>
    part * SMALLEST_PART < whole
      ? t('result.lessThan', { share: format.share(1n, SMALLEST_PART) })
      : format.share(part, whole)
  const { name, commissions, yearRau, epochRau, beforeRau, dilutionRau } = reward
  return (
    <Panel title={t('result.title', { name })}>
      <div>
        <p>{t('result.perYear')}</p>
        <p className={classes(styles.figure)}>
          <Coins rau={yearRau} unit="none" />
        </p>
      </div>
      <Facts
        items={[
          [t('result.yield'), format.share(yearRau, stake.amountRau)],
          [t('result.perEpoch'), format.coins(epochRau, 6)],
          [t('result.votes'), format.coins(stake.votesRau)],
          [t('result.share'), partOf(stake.votesRau, figures.input.votesRau + stake.votesRau)],
          [t('result.before'), format.coins(beforeRau)],
          [t('result.dilution'), format.coins(dilutionRau)],
        ]}
      />
      {figures.delegate.rewardExempt ? <Notice kind="warning">{t('result.exempt')}</Notice> : null}
      {commissions === undefined ? (
        <Notice kind="warning">{t('result.keepsUnknown')}</Notice>
      ) : (
        <Keeps commissions={commissions} />
      )}
      <Parts reward={reward} />
      <p>
        <ButtonLink to="/stake" search={{ ...stake.search, delegate: name }}>
          {t('result.stake', { name })}
        </ButtonLink>
      </p>
    </Panel>
  )
}

function Keeps({ commissions }: { readonly commissions: Commissions }) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const { blockBps, epochBps, bonusBps } = commissions
  const values = {
    block: format.basisPoints(blockBps),
    epoch: format.basisPoints(epochBps),
    bonus: format.basisPoints(bonusBps),
  }
  return (
    <p>
      <Term id="commission">{t('result.keeps')}</Term> {t('result.keepsValue', values)}
    </p>
  )
}

/** Which kinds of reward the sum is made of, after commission. */
function Parts({ reward: { name, part, commissions } }: { readonly reward: Reward }) {
  const { t } = useTranslation('calculator')
  const rows = [
    { kind: 'epoch', rau: leftOf(part.epochRau, commissions?.epochBps ?? 0) },
    { kind: 'block', rau: leftOf(part.blockRau, commissions?.blockBps ?? 0) },
    { kind: 'foundation', rau: leftOf(part.foundationRau, commissions?.bonusBps ?? 0) },
  ] as const
  return (
    <DataTable
      label={t('result.parts', { name })}
      rows={rows}
      rowKey={({ kind }) => kind}
      columns={[
        {
          id: 'kind',
          header: t('result.part'),
          isRowName: true,
          cell: ({ kind }) => t(`result.kinds.${kind}`),
        },
        {
          id: 'amount',
          header: t('result.amount'),
          isNumeric: true,
          cell: ({ rau }) => <Coins rau={rau} unit="none" />,
        },
      ]}
    />
  )
}
