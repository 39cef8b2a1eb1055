import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochDrawQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import styles from './epoch.module.css'
import type { DrawCheck } from './check-draw.ts'

/** How the producers were drawn, with a check that this browser makes by itself. */
export function Draw({ epoch }: { readonly epoch: number }) {
  const { t } = useTranslation('epoch')
  const query = useQuery(epochDrawQuery(epoch))
  return (
    <Panel title={t('draw')}>
      <QueryState query={query} lines={3}>
        {(draw) => <Check draw={draw} />}
      </QueryState>
    </Panel>
  )
}

function Check({ draw }: { readonly draw: Schemas['Draw'] }) {
  const { t } = useTranslation('epoch')
  const format = useFormat()
  const [check, setCheck] = useState<DrawCheck>()

  async function run(): Promise<void> {
    const { checkDraw } = await import('./check-draw.ts')
    setCheck(checkDraw(draw))
  }

  return (
    <>
      <p>
        {t('drawText', {
          candidates: format.integer(draw.candidates.length),
          producers: format.integer(draw.producers),
        })}
      </p>
      <p>
        <Term id="mix" />: <code className={classes(styles.mix)}>{draw.mix}</code>
      </p>
      <p>
        <Button onPress={() => void run()}>{t('check')}</Button>
      </p>
      <div role="status">
        {check === undefined ? null : check.wrong.length === 0 ? (
          <Notice kind="good">
            {t('checkRight', { producers: format.integer(check.drawn.length) })}
          </Notice>
        ) : (
          <Notice kind="error">
            {t('checkWrong', {
              names: check.wrong.map(({ id, name }) => name ?? id).join(', '),
            })}
          </Notice>
        )}
      </div>
      {check === undefined ? null : (
        <ol className={classes(styles.lots)}>
          {check.drawn.map((registration) => {
            const found = draw.candidates.find((each) => each.registration === registration)
            return (
              <li key={registration}>
                {t('lot', {
                  name: found?.delegate.name ?? found?.delegate.id ?? '',
                  number: format.integer(registration),
                })}
              </li>
            )
          })}
        </ol>
      )}
    </>
  )
}
