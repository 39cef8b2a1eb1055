import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Post, type PostFilters, postsQuery } from '../data/forum-queries.ts'
import type { Schemas } from '../data/queries.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Empty, QueryState } from '../ui/query-state.tsx'
import styles from './discussion.module.css'
import { PostItem } from './post-item.tsx'

/** A list of posts, page by page. */
export function PostList({
  title,
  subject,
  filters,
  session,
  isShown = () => true,
}: {
  readonly title: string
  readonly subject: string
  readonly filters: PostFilters
  readonly session: Schemas['Session'] | null
  readonly isShown?: (post: Post) => boolean
}) {
  const { t } = useTranslation('discussion')
  const { t: tCommon } = useTranslation()
  const query = useInfiniteQuery(postsQuery(subject, filters))
  return (
    <section className={classes(styles.list)} aria-label={title}>
      <h3>{title}</h3>
      <QueryState query={query} lines={3}>
        {(posts) => {
          const shown = posts.filter(isShown)
          return (
            <>
              {shown.length === 0 ? <Empty>{t('none')}</Empty> : null}
              {shown.map((post) => (
                <PostItem key={post.id} post={post} session={session} />
              ))}
            </>
          )
        }}
      </QueryState>
      {query.hasNextPage ? (
        <Button isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {tCommon('actions.more')}
        </Button>
      ) : null}
    </section>
  )
}
