import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countBytes } from '../../format/count-bytes.ts'
import { useFormat } from '../../format/use-format.ts'
import type { Rule } from '../../governance/use-rules.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import type { FieldsProps } from './fields.ts'
import { useProblemWords } from './problem-list.tsx'
import styles from './propose.module.css'
import { MAX_TITLE_BYTES, maxTextBytes } from './read-draft.ts'

/** What the proposal is called. */
export function TitleField({ draft: { title }, change, problems }: FieldsProps) {
  const { t } = useTranslation('propose')
  const format = useFormat()
  const wordsOf = useProblemWords(problems)
  return (
    <TextField
      label={t('fields.title')}
      hint={t('bytes', {
        used: format.integer(countBytes(title.trim())),
        most: format.integer(MAX_TITLE_BYTES),
      })}
      value={title}
      onChange={(value) => change({ title: value })}
      maxLength={200}
      error={wordsOf('title')}
    />
  )
}

/** The reasons, for people. */
export function TextFields({
  draft: { text },
  change,
  problems,
  rules,
}: FieldsProps & { readonly rules: ReadonlyMap<string, Rule> }) {
  const { t } = useTranslation('propose')
  const format = useFormat()
  const wordsOf = useProblemWords(problems)
  const [isPreview, setPreview] = useState(false)
  return (
    <>
      {isPreview ? (
        <div className={classes(styles.preview)}>
          {text.trim() === '' ? (
            <p>{t('noText')}</p>
          ) : (
            <Markdown text={text} heading="h3" id="preview" />
          )}
        </div>
      ) : (
        <TextArea
          label={t('fields.text')}
          hint={t('textHint', {
            used: format.integer(countBytes(text)),
            most: format.integer(maxTextBytes(rules)),
          })}
          value={text}
          onChange={(value) => change({ text: value })}
          rows={14}
          error={wordsOf('text')}
        />
      )}
      <div className={classes(styles.buttons)}>
        <Button aria-pressed={isPreview} onPress={() => setPreview(!isPreview)}>
          {t(isPreview ? 'write' : 'preview')}
        </Button>
        {text.trim() === '' ? (
          <Button kind="quiet" onPress={() => change({ text: t('template') })}>
            {t('useTemplate')}
          </Button>
        ) : null}
      </div>
    </>
  )
}
