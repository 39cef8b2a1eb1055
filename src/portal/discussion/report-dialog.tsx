import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Post, reportPost, type ReportReason } from '../data/forum-queries.ts'
import { showToast } from '../layout/toasts.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select, TextField } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { useWrite } from './use-write.ts'

const REASONS = [
  'spam',
  'abuse',
  'illegal',
  'private-data',
  'other',
] as const satisfies readonly ReportReason[]

/** Tells the moderators of a post. */
export function ReportDialog({
  post,
  onClose,
}: {
  readonly post: Post
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const [reason, setReason] = useState<ReportReason>('spam')
  const [text, setText] = useState('')
  const { write, isBusy, problem } = useWrite(
    post.subject,
    () => reportPost(post.id, reason, text.trim()),
    () => {
      showToast(t('reported'))
      onClose()
    },
  )
  return (
    <Dialog title={t('reportTitle')} isOpen onClose={onClose}>
      <p>{t('reportLead')}</p>
      <Select<ReportReason>
        label={t('reason')}
        value={reason}
        options={REASONS.map((each) => [each, t(`reasons.${each}`)])}
        onChange={setReason}
      />
      <TextField label={t('inWords')} value={text} onChange={setText} maxLength={500} />
      {problem === undefined ? null : (
        <Notice kind="error">
          <p lang="en">{problem}</p>
        </Notice>
      )}
      <Button kind="main" isDisabled={isBusy} onPress={() => write(undefined)}>
        {t('report')}
      </Button>
    </Dialog>
  )
}
