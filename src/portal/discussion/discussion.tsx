import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const Thread = lazy(async () => ({ default: (await import('./thread.tsx')).Thread }))

/** What people write about something: `proposal:7`, or `delegate:0x…`. Loaded when it is shown. */
export function Discussion({
  subject,
  hasArguments = false,
}: {
  readonly subject: string
  /** Arguments for and against stand side by side. */
  readonly hasArguments?: boolean
}) {
  const { t } = useTranslation('discussion')
  return (
    <Panel title={t('title')}>
      <Suspense fallback={<Skeleton lines={4} />}>
        <Thread subject={subject} hasArguments={hasArguments} />
      </Suspense>
    </Panel>
  )
}
