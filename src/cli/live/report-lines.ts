import { formatCoins } from '#sdk/units/format-coins.ts'
import { count, whole } from '../words.ts'
import type { BlockReport, ReportedEvent } from './block-report.ts'

/** Events that come by the dozen at a boundary, or twice; lines of text leave them out or sum them up. */
const SUMMED_UP: ReadonlySet<string> = new Set([
  'RewardGranted',
  'DebtPaid',
  'EpochActivity',
  'EpochSettled',
  'Staked',
])

/** Sentences that say what happened in a block, beside that there was one. */
export function highlightsOf(report: BlockReport): readonly string[] {
  const lines = report.events.filter((one) => !SUMMED_UP.has(one.event)).map((one) => one.text)
  return [...lines, ...describeSettlements(report.events), ...report.refusals]
}

/** A block as lines of text: one for the block, and one for each thing that happened. */
export function reportLines(report: BlockReport): readonly string[] {
  const time = new Date(report.timeMs).toISOString().slice(11, 19)
  const sent = report.transactions === 0 ? '' : `  ${count(report.transactions, 'transaction')}`
  return [
    `${time}  block ${whole(report.height)}  epoch ${whole(report.epoch)}  by ${report.producer ?? 'nobody'}${sent}`,
    ...highlightsOf(report).map((text) => `          ${text}`),
  ]
}

/** Two places are enough to read along; JSON lines have them all. */
function coins(rau: bigint): string {
  return formatCoins(rau, { decimals: 2 })
}

function describeSettlements(events: readonly ReportedEvent[]): readonly string[] {
  return events.flatMap((one) => {
    if (one.event !== 'EpochSettled') return []
    const { epoch, blockRau, epochRau, foundationRau, owedRau } = one.arguments as {
      readonly epoch: bigint
      readonly blockRau: bigint
      readonly epochRau: bigint
      readonly foundationRau: bigint
      readonly owedRau: bigint
    }
    const paid = new Set(
      events
        .filter((other) => other.event === 'RewardGranted')
        .map((other) => (other.arguments as { readonly delegate: string }).delegate),
    )
    const owed = owedRau === 0n ? '' : `, ${coins(owedRau)} of it owed`
    return [
      `epoch ${epoch} settled: ${coins(blockRau + epochRau + foundationRau)} coins granted to ${count(paid.size, 'delegate')}` +
        ` (${coins(blockRau)} for blocks, ${coins(epochRau)} by votes, ${coins(foundationRau)} bonus)${owed}`,
    ]
  })
}
