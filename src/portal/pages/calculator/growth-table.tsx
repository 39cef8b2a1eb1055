import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins } from '../../ui/values.tsx'
import { rewardOf, type Stake } from './reward-of.ts'
import type { DelegateFigures } from './use-reward-input.ts'

const FACTORS = [1n, 10n, 100n, 1_000n, 10_000n] as const

/** How the stake dilutes itself as it grows. Votes are in proportion to coins, but for roundings. */
export function GrowthTable({
  figures,
  stake,
}: {
  readonly figures: DelegateFigures
  readonly stake: Stake
}) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const rows = FACTORS.map((factor) => {
    const amountRau = stake.amountRau * factor
    const grown = { ...stake, amountRau, votesRau: stake.votesRau * factor }
    return { amountRau, yearRau: rewardOf(figures, grown).yearRau }
  })
  return (
    <Panel title={t('growth.title')}>
      <p>{t('growth.lead', { name: figures.delegate.name })}</p>
      <DataTable
        label={t('growth.title')}
        rows={rows}
        rowKey={({ amountRau }) => amountRau.toString()}
        columns={[
          {
            id: 'amount',
            header: t('growth.amount'),
            isRowName: true,
            cell: ({ amountRau }) => <Coins rau={amountRau} unit="none" />,
          },
          {
            id: 'year',
            header: t('growth.perYear'),
            isNumeric: true,
            cell: ({ yearRau }) => <Coins rau={yearRau} unit="none" />,
          },
          {
            id: 'yield',
            header: t('growth.yield'),
            isNumeric: true,
            cell: ({ amountRau, yearRau }) => format.share(yearRau, amountRau),
          },
        ]}
      />
    </Panel>
  )
}
