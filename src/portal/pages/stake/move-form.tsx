import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { delegateQuery } from '../../data/queries.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import type { BucketFormProps } from './bucket-action-panel.tsx'
import { stepsToMove } from './bucket-steps.ts'
import { DelegatePicker } from './delegate-picker.tsx'
import { DelegateStanding } from './delegate-standing.tsx'
import { RankingEffect } from './ranking-effect.tsx'
import styles from './stake.module.css'

/** Whom the votes are to go to, with what changes for both. */
export function MoveForm({
  bucket,
  delegate: wanted,
  onReady,
}: BucketFormProps & { readonly delegate: string | undefined }) {
  const { t } = useTranslation('stake')
  const [name, setName] = useState(wanted)
  const [isChecked, setChecked] = useState(false)
  const { data, error: lookUp } = useQuery({
    ...delegateQuery(name ?? ''),
    enabled: name !== undefined,
  })
  const found = name === undefined ? undefined : data
  const isSame = found?.id.toLowerCase() === bucket.delegate.id.toLowerCase()
  const error =
    name === undefined
      ? t('errors.delegateMissing')
      : lookUp !== null
        ? t('errors.delegateUnknown', { name })
        : isSame
          ? t('errors.delegateSame', { name })
          : found?.retired === true
            ? t('errors.delegateRetired', { name })
            : undefined
  // A name of the list is good before its figures have come.
  const target = error === undefined ? (found?.name ?? name) : undefined
  const votesRau = BigInt(bucket.votesRau)

  return (
    <form
      className={classes(styles.form)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (target !== undefined) onReady(stepsToMove(bucket, target))
      }}
    >
      <DelegatePicker
        label={t('actions.move.to')}
        value={name}
        error={isChecked || isSame ? error : undefined}
        onChange={setName}
      />
      {found === undefined ? null : <DelegateStanding delegate={found} />}
      {target === undefined ? null : (
        <>
          <RankingEffect delegate={target} deltaRau={votesRau} />
          <RankingEffect delegate={bucket.delegate.id} deltaRau={-votesRau} />
        </>
      )}
      <div>
        <Button kind="main" type="submit">
          {t('form.continue')}
        </Button>
      </div>
    </form>
  )
}
