import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { moderationQuery } from '../data/forum-queries.ts'
import { useFormat } from '../format/use-format.ts'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Empty, QueryState } from '../ui/query-state.tsx'
import { Address, HashText, Moment } from '../ui/values.tsx'
import styles from './discussion.module.css'

/** What moderators did in a thread, and why. Nothing is ever deleted. */
export function ModerationLog({
  subject,
  onClose,
}: {
  readonly subject: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const format = useFormat()
  const query = useInfiniteQuery(moderationQuery)
  return (
    <Dialog title={t('log')} isOpen onClose={onClose}>
      <p>{t('logLead')}</p>
      <QueryState query={query}>
        {(entries) => {
          const shown = entries.filter(
            (entry) => entry.subject.toLowerCase() === subject.toLowerCase(),
          )
          if (shown.length === 0) return <Empty>{t('logEmpty')}</Empty>
          return (
            <ol className={classes(styles.list)}>
              {shown.map(({ id, post, action, reason, moderator, textHash, timeMs }) => (
                <li key={id} className={classes(styles.entry)}>
                  <p>{t(`log-${action}`, { post: format.integer(post), reason })}</p>
                  <p className={classes(styles.soft)}>
                    <Address address={moderator} /> · <Moment ms={timeMs} isRelative={false} /> ·{' '}
                    <HashText hash={textHash} />
                  </p>
                </li>
              ))}
            </ol>
          )
        }}
      </QueryState>
    </Dialog>
  )
}
