import { useTranslation } from 'react-i18next'
import { editPost, type Post } from '../data/forum-queries.ts'
import { showToast } from '../layout/toasts.tsx'
import { classes } from '../ui/classes.ts'
import styles from './discussion.module.css'
import { PostFields } from './post-fields.tsx'
import { useWrite } from './use-write.ts'

/** Another wording of one’s own post. What it said before stays readable. */
export function EditForm({
  post,
  text,
  onClose,
}: {
  readonly post: Post
  readonly text: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const { write, isBusy, problem } = useWrite(
    post.subject,
    (next: string) => editPost(post.id, next),
    () => {
      showToast(t('saved'))
      onClose()
    },
  )
  return (
    <section className={classes(styles.form)} aria-label={t('edit')}>
      <p className={classes(styles.soft)}>{t('editLead')}</p>
      <PostFields
        label={t('yourText')}
        initialText={text}
        sendLabel={t('save')}
        isBusy={isBusy}
        problem={problem}
        onSend={write}
        onCancel={onClose}
      />
    </section>
  )
}
