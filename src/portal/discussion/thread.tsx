import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionQuery, threadQuery } from '../data/forum-queries.ts'
import { useFormat } from '../format/use-format.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Select } from '../ui/field.tsx'
import { QueryState } from '../ui/query-state.tsx'
import styles from './discussion.module.css'
import { ModerationLog } from './moderation-log.tsx'
import { PostList } from './post-list.tsx'
import { SessionBar } from './session-bar.tsx'
import { WriteForm } from './write-form.tsx'

const VIEWS = ['all', 'arguments', 'questions'] as const
type View = (typeof VIEWS)[number]

/** Everything that was written about a subject, and the way to write. */
export function Thread({
  subject,
  hasArguments,
}: {
  readonly subject: string
  readonly hasArguments: boolean
}) {
  const { t } = useTranslation('discussion')
  const format = useFormat()
  const thread = useQuery(threadQuery(subject))
  const session = useQuery(sessionQuery).data ?? null
  const [view, setView] = useState<View>(hasArguments ? 'arguments' : 'all')
  const [isLogOpen, setLogOpen] = useState(false)
  return (
    <>
      <QueryState query={thread} lines={1}>
        {({ posts, authors, openQuestions }) => (
          <p className={classes(styles.soft)}>
            {t('counts', {
              posts: t('posts', { count: posts, figure: format.integer(posts) }),
              authors: t('authors', { count: authors, figure: format.integer(authors) }),
              questions: t('openQuestions', {
                count: openQuestions,
                figure: format.integer(openQuestions),
              }),
            })}
          </p>
        )}
      </QueryState>
      <SessionBar session={session} />
      {session === null ? null : <WriteForm subject={subject} hasArguments={hasArguments} />}
      <div className={classes(styles.tools)}>
        <Select<View>
          label={t('view')}
          value={view}
          options={VIEWS.filter((each) => hasArguments || each !== 'arguments').map((each) => [
            each,
            t(`views.${each}`),
          ])}
          onChange={setView}
        />
        <a href={`/api/v1/threads/${encodeURIComponent(subject)}/export`} download>
          {t('export')}
        </a>
        <Button kind="quiet" onPress={() => setLogOpen(true)}>
          {t('log')}
        </Button>
      </div>
      {view === 'arguments' ? (
        <>
          <div className={classes(styles.sides)}>
            <PostList
              title={t('for')}
              subject={subject}
              filters={{ kind: 'argument-for', sort: 'reactions', order: 'desc' }}
              session={session}
            />
            <PostList
              title={t('against')}
              subject={subject}
              filters={{ kind: 'argument-against', sort: 'reactions', order: 'desc' }}
              session={session}
            />
          </div>
          <PostList
            title={t('otherPosts')}
            subject={subject}
            filters={{ top: true }}
            isShown={({ kind }) => kind !== 'argument-for' && kind !== 'argument-against'}
            session={session}
          />
        </>
      ) : (
        <PostList
          title={t(`views.${view}`)}
          subject={subject}
          filters={view === 'questions' ? { kind: 'question' } : { top: true }}
          session={session}
        />
      )}
      {isLogOpen ? <ModerationLog subject={subject} onClose={() => setLogOpen(false)} /> : null}
    </>
  )
}
