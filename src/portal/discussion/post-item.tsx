import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Post, postsQuery } from '../data/forum-queries.ts'
import type { Schemas } from '../data/queries.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Markdown } from '../ui/markdown.tsx'
import { QueryState } from '../ui/query-state.tsx'
import { Address, DelegateLink, Moment } from '../ui/values.tsx'
import styles from './discussion.module.css'
import { EditForm } from './edit-form.tsx'
import { ModerationDialog } from './moderation-dialog.tsx'
import { PostVersions } from './post-versions.tsx'
import { Reactions } from './reactions.tsx'
import { RelationBadge } from './relation-badge.tsx'
import { ReplyForm } from './reply-form.tsx'
import { ReportDialog } from './report-dialog.tsx'

type Session = Schemas['Session']
type Open = 'reply' | 'edit' | 'report' | 'versions' | 'moderate'

/** A post with its author, what others say to it, and what the reader may do. */
export function PostItem({
  post,
  session,
}: {
  readonly post: Post
  readonly session: Session | null
}) {
  const { t } = useTranslation('discussion')
  const [open, setOpen] = useState<Open>()
  const close = (): void => setOpen(undefined)
  const { id, text, hidden, newcomer, replies } = post
  return (
    <article className={classes(styles.post)} aria-labelledby={`post-${id}-head`} id={`post-${id}`}>
      <PostHead post={post} onVersions={() => setOpen('versions')} />
      {hidden !== null || text === null ? (
        <p className={classes(styles.hidden)}>{t('hidden', { reason: hidden?.reason ?? '' })}</p>
      ) : open === 'edit' ? (
        <EditForm post={post} text={text} onClose={close} />
      ) : (
        <>
          <Markdown text={text} hasLinks={!newcomer} id={`post-${id}`} />
          {newcomer ? <p className={classes(styles.soft)}>{t('newcomer')}</p> : null}
        </>
      )}
      {hidden === null ? <Reactions post={post} isSignedIn={session !== null} /> : null}
      {session === null ? null : (
        <Actions post={post} session={session} open={open} onOpen={setOpen} />
      )}
      {open === 'reply' ? <ReplyForm post={post} onClose={close} /> : null}
      {replies > 0 ? <Replies post={post} session={session} /> : null}
      {open === 'report' ? <ReportDialog post={post} onClose={close} /> : null}
      {open === 'versions' ? <PostVersions post={post} onClose={close} /> : null}
      {open === 'moderate' ? <ModerationDialog post={post} onClose={close} /> : null}
    </article>
  )
}

function PostHead({ post, onVersions }: { readonly post: Post; readonly onVersions: () => void }) {
  const { t } = useTranslation('discussion')
  const { id, kind, author, delegate, relation, answered, createdMs, version } = post
  return (
    <header className={classes(styles.head)} id={`post-${id}-head`}>
      <Badge tone={kind === 'comment' || kind === 'answer' ? 'plain' : 'accent'}>
        {t(`kinds.${kind}`)}
      </Badge>
      {delegate === null ? null : <DelegateLink delegate={delegate} />}
      <Address address={author} />
      <RelationBadge relation={relation} />
      {answered === null ? null : (
        <Badge tone={answered ? 'good' : 'brass'}>{t(answered ? 'answered' : 'open')}</Badge>
      )}
      <span className={classes(styles.soft)}>
        <Moment ms={createdMs} />
      </span>
      {version > 1 ? (
        <Button kind="quiet" onPress={onVersions}>
          {t('edited', { count: version - 1 })}
        </Button>
      ) : null}
    </header>
  )
}

function Actions({
  post,
  session,
  open,
  onOpen,
}: {
  readonly post: Post
  readonly session: Session
  readonly open: Open | undefined
  readonly onOpen: (open: Open) => void
}) {
  const { t } = useTranslation('discussion')
  const isMine = session.address.toLowerCase() === post.author.toLowerCase()
  const isVisible = post.hidden === null
  return (
    <div className={classes(styles.actions)}>
      {post.parent === null && isVisible ? (
        <Button kind="quiet" aria-expanded={open === 'reply'} onPress={() => onOpen('reply')}>
          {t(post.kind === 'question' ? 'answer' : 'reply')}
        </Button>
      ) : null}
      {isMine && isVisible ? (
        <Button kind="quiet" onPress={() => onOpen('edit')}>
          {t('edit')}
        </Button>
      ) : null}
      {isMine || !isVisible ? null : (
        <Button kind="quiet" onPress={() => onOpen('report')}>
          {t('report')}
        </Button>
      )}
      {session.moderator ? (
        <Button kind="quiet" onPress={() => onOpen('moderate')}>
          {t(isVisible ? 'hide' : 'show')}
        </Button>
      ) : null}
    </div>
  )
}

function Replies({ post, session }: { readonly post: Post; readonly session: Session | null }) {
  const { t } = useTranslation('discussion')
  const { t: tCommon } = useTranslation()
  const query = useInfiniteQuery(postsQuery(post.subject, { parent: post.id }))
  return (
    <section className={classes(styles.replies)} aria-label={t('replies', { count: post.replies })}>
      <QueryState query={query} lines={2}>
        {(replies) =>
          replies.map((each) => <PostItem key={each.id} post={each} session={session} />)
        }
      </QueryState>
      {query.hasNextPage ? (
        <Button onPress={() => void query.fetchNextPage()}>{tCommon('actions.more')}</Button>
      ) : null}
    </section>
  )
}
