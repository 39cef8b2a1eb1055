import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins } from '../../ui/values.tsx'
import { barelyDiffers, leftOf } from './compute-reward.ts'
import { rewardOf, type Stake } from './reward-of.ts'
import type { DelegateFigures } from './use-reward-input.ts'

/** Commissions of delegates that pass on 95 % and 80 %. */
const KEPT_BPS = [500, 2_000] as const
const ALL_BPS = 10_000

/** The question that voters ask most: what 15 more percent of the rewards come to for a stake. */
export function ShareComparison({
  figures,
  stake,
}: {
  readonly figures: DelegateFigures
  readonly stake: Stake
}) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const { name, beforeRau } = rewardOf(figures, stake)
  const rows = KEPT_BPS.map((keptBps) => ({
    passedOnBps: ALL_BPS - keptBps,
    yearRau: leftOf(beforeRau, keptBps),
  }))
  const [more = 0n, less = 0n] = rows.map(({ yearRau }) => yearRau)
  const values = {
    amount: format.coins(more - less),
    share: format.share(more - less, stake.amountRau),
  }
  const isBare = barelyDiffers(more, less, stake.amountRau)
  const [most, least] = rows.map(({ passedOnBps }) => format.basisPoints(passedOnBps))
  const title = t('shares.title', { less: least, more: most })
  return (
    <Panel title={title}>
      <p>{t('shares.lead', { name, less: least, more: most })}</p>
      <DataTable
        label={title}
        rows={rows}
        rowKey={({ passedOnBps }) => passedOnBps}
        columns={[
          {
            id: 'share',
            header: t('shares.passesOn'),
            isRowName: true,
            cell: ({ passedOnBps }) => format.basisPoints(passedOnBps),
          },
          {
            id: 'year',
            header: t('shares.perYear'),
            isNumeric: true,
            cell: ({ yearRau }) => <Coins rau={yearRau} unit="none" />,
          },
          {
            id: 'yield',
            header: t('shares.yield'),
            isNumeric: true,
            cell: ({ yearRau }) => format.share(yearRau, stake.amountRau),
          },
        ]}
      />
      <p>{t(isBare ? 'shares.barely' : 'shares.differs', values)}</p>
    </Panel>
  )
}
