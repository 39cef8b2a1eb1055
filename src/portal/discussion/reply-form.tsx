import { useTranslation } from 'react-i18next'
import { type Post, writePost } from '../data/forum-queries.ts'
import { showToast } from '../layout/toasts.tsx'
import { classes } from '../ui/classes.ts'
import styles from './discussion.module.css'
import { PostFields } from './post-fields.tsx'
import { useWrite } from './use-write.ts'

/** A reply to a post; to a question it is an answer. */
export function ReplyForm({
  post,
  onClose,
}: {
  readonly post: Post
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const kind = post.kind === 'question' ? 'answer' : 'comment'
  const { write, isBusy, problem } = useWrite(
    post.subject,
    (text: string) => writePost(post.subject, { kind, text, parent: post.id }),
    () => {
      showToast(t('sent'))
      onClose()
    },
  )
  const name = t(kind === 'answer' ? 'answer' : 'reply')
  return (
    <section className={classes(styles.form)} aria-label={name}>
      <PostFields
        label={t('yourText')}
        sendLabel={name}
        isBusy={isBusy}
        problem={problem}
        onSend={write}
        onCancel={onClose}
      />
    </section>
  )
}
