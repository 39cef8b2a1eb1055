import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moderatePost, type Post } from '../data/forum-queries.ts'
import { showToast } from '../layout/toasts.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { useWrite } from './use-write.ts'

/** A moderator hides a post, or shows it again; the reason is public. */
export function ModerationDialog({
  post,
  onClose,
}: {
  readonly post: Post
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const action = post.hidden === null ? 'hide' : 'show'
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { write, isBusy, problem } = useWrite(
    post.subject,
    () => moderatePost(post.id, action, reason.trim()),
    () => {
      showToast(t('moderated'))
      onClose()
    },
  )
  const isMissing = reason.trim() === ''
  return (
    <Dialog title={t(action)} isOpen onClose={onClose}>
      <p>{t('moderationLead')}</p>
      <TextField
        label={t('publicReason')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={isAsked && isMissing ? t('reasonMissing') : undefined}
      />
      {problem === undefined ? null : (
        <Notice kind="error">
          <p lang="en">{problem}</p>
        </Notice>
      )}
      <Button
        kind="main"
        isDisabled={isBusy}
        onPress={() => {
          setAsked(true)
          if (!isMissing) write(undefined)
        }}
      >
        {t(action)}
      </Button>
    </Dialog>
  )
}
