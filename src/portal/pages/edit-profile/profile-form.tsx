import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileContent } from '#sdk/actions/set-profile.ts'
import type { Schemas } from '../../data/queries.ts'
import { countBytes } from '../../format/count-bytes.ts'
import { useFormat } from '../../format/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import styles from './edit-profile.module.css'
import {
  COMMISSION_FIELDS,
  MAX_LINKS,
  type ProfileField,
  readProfileDraft,
  TEXT_FIELDS,
  type TextFieldName,
  toProfileDraft,
} from './profile-draft.ts'

const TEXT_ORDER: readonly TextFieldName[] = ['displayName', 'group', 'region', 'website']

/** The fields of a profile, filled in with its newest version. */
export function ProfileForm({
  profile,
  onReady,
}: {
  readonly profile: Schemas['Profile'] | null
  readonly onReady: (content: Required<ProfileContent>) => void
}) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const [draft, setDraft] = useState(() => toProfileDraft(profile, format))
  const [isChecked, setChecked] = useState(false)
  const { content, problems } = readProfileDraft(draft, profile, format)
  const field = (name: ProfileField) => ({
    value: draft[name],
    onChange: (text: string) => setDraft({ ...draft, [name]: text }),
    error:
      isChecked && problems[name] !== undefined ? t(`edit.problems.${problems[name]}`) : undefined,
  })
  return (
    <form
      className={classes(styles.form)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (content !== undefined) return onReady(content)
        const form = event.currentTarget
        requestAnimationFrame(() => {
          form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
        })
      }}
    >
      {TEXT_ORDER.map((name) => (
        <TextField
          key={name}
          label={t(`fields.${name}`)}
          hint={t('edit.bytes', {
            used: format.integer(countBytes(draft[name].trim())),
            most: format.integer(TEXT_FIELDS[name]),
          })}
          maxLength={200}
          {...field(name)}
        />
      ))}
      <TextArea
        label={t('fields.links')}
        hint={t('edit.linksHint', { most: format.integer(MAX_LINKS) })}
        rows={4}
        {...field('links')}
      />
      {COMMISSION_FIELDS.map((name) => (
        <TextField
          key={name}
          label={t('edit.inPercent', { field: t(`fields.${name}`) })}
          inputMode="decimal"
          maxLength={8}
          {...field(name)}
        />
      ))}
      <p>{t('commissionNote')}</p>
      <div>
        <Button kind="main" type="submit">
          {t('edit.check')}
        </Button>
      </div>
    </form>
  )
}
