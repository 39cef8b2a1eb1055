import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/page.tsx'
import { useNow } from '../../ui/use-now.ts'
import { Facts } from '../../ui/facts.tsx'

/** How far the running epoch is: its election point and its end, in blocks and in local time. */
export function EpochBar({ network }: { readonly network: Schemas['Network'] }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const now = useNow(1_000)
  const { epoch, startHeight, electionHeight, endHeight, electionTimeMs, endTimeMs } = network.epoch
  const height = network.node.height
  const blocks = endHeight - startHeight + 1
  const done = Math.max(0, Math.min(blocks, height - startHeight + 1))
  const at = (block: number): number => (block - startHeight + 1) / blocks
  const isElected = height >= electionHeight

  return (
    <Panel
      title={
        <Link to="/epochs/$epoch" params={{ epoch: String(epoch) }}>
          {t('epoch', { epoch: format.integer(epoch) })}
        </Link>
      }
      aside={
        <span>
          {t('blocksDone', { done: format.integer(done), blocks: format.integer(blocks) })}
        </span>
      }
    >
      <Meter
        label={t('progress')}
        value={done / blocks}
        valueText={t('blocksDone', {
          done: format.integer(done),
          blocks: format.integer(blocks),
        })}
        marks={[{ at: at(electionHeight), name: t('electionMark') }]}
      />
      <Facts
        items={[
          [
            <Term key="term" id="electionPoint" />,
            isElected
              ? t('elected', { height: format.integer(electionHeight) })
              : t('timeLeft', {
                  left: format.duration(electionTimeMs - now),
                  clock: format.clock(electionTimeMs),
                }),
          ],
          [
            t('nextBoundary'),
            endTimeMs <= now
              ? t('dueNow', { clock: format.clock(endTimeMs) })
              : t('timeLeft', {
                  left: format.duration(endTimeMs - now),
                  clock: format.clock(endTimeMs),
                }),
          ],
          [t('newestBlock'), format.integer(height)],
        ]}
      />
      <p className="visually-hidden" role="status">
        {t(isElected ? 'statusElected' : 'statusRunning', { epoch: format.integer(epoch) })}
      </p>
    </Panel>
  )
}
