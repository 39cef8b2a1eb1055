import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format/use-format.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Markdown } from '../ui/markdown.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextArea } from '../ui/text-area.tsx'
import styles from './discussion.module.css'

/** Most characters of a post; the server counts, too. */
const MAX_CHARACTERS = 10_000

/** The text of a post with its limit and a preview, and the buttons below it. */
export function PostFields({
  label,
  initialText = '',
  sendLabel,
  isBusy,
  problem,
  onSend,
  onCancel,
}: {
  readonly label: string
  readonly initialText?: string
  readonly sendLabel: string
  readonly isBusy: boolean
  readonly problem: string | undefined
  readonly onSend: (text: string) => void
  readonly onCancel?: () => void
}) {
  const { t } = useTranslation('discussion')
  const { t: tCommon } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState(initialText)
  const [isPreview, setPreview] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const fault =
    text.trim() === ''
      ? t('empty')
      : text.length > MAX_CHARACTERS
        ? t('tooLong', { most: format.integer(MAX_CHARACTERS) })
        : undefined

  function send(): void {
    setAsked(true)
    if (fault === undefined) onSend(text)
  }

  return (
    <>
      {isPreview ? (
        <div className={classes(styles.preview)}>
          {text.trim() === '' ? <p>{t('empty')}</p> : <Markdown text={text} id="new-post" />}
        </div>
      ) : (
        <TextArea
          label={label}
          value={text}
          onChange={setText}
          rows={5}
          hint={t('limit', {
            used: format.integer(text.length),
            most: format.integer(MAX_CHARACTERS),
          })}
          error={isAsked || text.length > MAX_CHARACTERS ? fault : undefined}
        />
      )}
      {problem === undefined ? null : (
        <Notice kind="error">
          <p lang="en">{problem}</p>
        </Notice>
      )}
      <div className={classes(styles.actions)}>
        <Button kind="main" isDisabled={isBusy} onPress={send}>
          {sendLabel}
        </Button>
        <Button aria-pressed={isPreview} onPress={() => setPreview(!isPreview)}>
          {t(isPreview ? 'write' : 'preview')}
        </Button>
        {onCancel === undefined ? null : (
          <Button kind="quiet" onPress={onCancel}>
            {tCommon('actions.cancel')}
          </Button>
        )}
      </div>
    </>
  )
}
