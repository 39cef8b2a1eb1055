import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins } from '../../ui/values.tsx'

/** Whether the network works, and how large it is. */
export function NetworkHealth({ network }: { readonly network: Schemas['Network'] }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const { node, index, fund } = network
  const state = !node.reachable ? 'down' : node.syncing ? 'syncing' : 'works'
  return (
    <Panel
      title={t('health')}
      aside={
        <Badge tone={state === 'works' ? 'good' : state === 'syncing' ? 'brass' : 'bad'}>
          {t(`node.${state}`)}
        </Badge>
      }
    >
      <Facts
        items={[
          [t('indexLag'), t('blocks', { count: index.lagBlocks })],
          [t('waiting'), format.integer(node.pendingTransactions)],
          [t('delegates'), format.integer(network.delegates)],
          [
            <Term key="term" id="bucket">
              {t('buckets')}
            </Term>,
            format.integer(network.buckets),
          ],
          [
            t('staked'),
            <>
              <Coins rau={network.stakedRau} isShort />{' '}
              {`(${format.share(BigInt(network.stakedRau), BigInt(network.supplyRau))})`}
            </>,
          ],
          [<Term key="term" id="fund" />, <Coins key="amount" rau={fund.availableRau} isShort />],
          [t('unclaimed'), <Coins key="amount" rau={fund.unclaimedRau} isShort />],
          [<Term key="term" id="owed" />, <Coins key="amount" rau={fund.owedRau} isShort />],
        ]}
      />
    </Panel>
  )
}
