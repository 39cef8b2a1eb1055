import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PostKind, writePost } from '../data/forum-queries.ts'
import { showToast } from '../layout/toasts.tsx'
import { classes } from '../ui/classes.ts'
import { RadioChoice } from '../ui/radio-choice.tsx'
import styles from './discussion.module.css'
import { PostFields } from './post-fields.tsx'
import { useWrite } from './use-write.ts'

const ARGUMENTS = ['argument-for', 'argument-against'] as const

/** A new post. */
export function WriteForm({
  subject,
  hasArguments,
}: {
  readonly subject: string
  readonly hasArguments: boolean
}) {
  const { t } = useTranslation('discussion')
  const [kind, setKind] = useState<PostKind>('comment')
  // A new number makes a new, empty field.
  const [written, setWritten] = useState(0)
  const { write, isBusy, problem } = useWrite(
    subject,
    (text: string) => writePost(subject, { kind, text, parent: null }),
    () => {
      setWritten((before) => before + 1)
      showToast(t('sent'))
    },
  )
  const kinds: readonly PostKind[] = ['comment', 'question', ...(hasArguments ? ARGUMENTS : [])]
  return (
    <section className={classes(styles.form)} aria-label={t('new')}>
      <RadioChoice
        label={t('kind')}
        value={kind}
        options={kinds.map((each) => [each, t(`kinds.${each}`)])}
        onChange={setKind}
      />
      <PostFields
        key={written}
        label={t('yourText')}
        sendLabel={t('send')}
        isBusy={isBusy}
        problem={problem}
        onSend={write}
      />
    </section>
  )
}
