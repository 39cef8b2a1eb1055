import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { barelyDiffers } from './compute-reward.ts'
import type { Reward } from './reward-of.ts'

/** Two delegates against each other, in one sentence, which says so when the difference is small. */
export function Versus({
  left,
  right,
  amountRau,
}: {
  readonly left: Reward
  readonly right: Reward
  readonly amountRau: bigint
}) {
  const { t } = useTranslation('calculator')
  const format = useFormat()
  const [more, less] = left.yearRau >= right.yearRau ? [left, right] : [right, left]
  const differenceRau = more.yearRau - less.yearRau
  const values = {
    name: more.name,
    amount: format.coins(differenceRau),
    share: format.share(differenceRau, amountRau),
  }
  const isBare = barelyDiffers(left.yearRau, right.yearRau, amountRau)
  const keepsMore = (more.commissions?.epochBps ?? 0) > (less.commissions?.epochBps ?? 0)
  return (
    <Panel title={t('versus.title', { left: left.name, right: right.name })}>
      <Notice kind={isBare ? 'info' : 'good'}>
        <p>
          {differenceRau === 0n
            ? t('versus.same')
            : t(isBare ? 'versus.barely' : 'versus.differs', values)}
        </p>
        {keepsMore && differenceRau > 0n ? <p>{t('versus.although')}</p> : null}
      </Notice>
    </Panel>
  )
}
