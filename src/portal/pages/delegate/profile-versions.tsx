import { diffWordsWithSpace } from 'diff'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import type { Format } from '../../format/create-format.ts'
import { useFormat } from '../../format/use-format.ts'
import { classes } from '../../ui/classes.ts'
import { Moment } from '../../ui/values.tsx'
import styles from './delegate.module.css'

type Profile = Schemas['Profile']
type Field =
  | 'displayName'
  | 'group'
  | 'region'
  | 'website'
  | 'links'
  | 'blockCommissionBps'
  | 'epochCommissionBps'
  | 'bonusCommissionBps'

const FIELDS: readonly Field[] = [
  'displayName',
  'group',
  'region',
  'website',
  'links',
  'blockCommissionBps',
  'epochCommissionBps',
  'bonusCommissionBps',
]

/** Versions of a profile, the newest first, each with what it changed. */
export function ProfileVersions({ versions }: { readonly versions: readonly Profile[] }) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  if (versions.length === 0) return <p>{t('noProfile')}</p>
  return (
    <ol className={classes(styles.versions)} reversed>
      {versions.map((version, index) => {
        const before = versions[index + 1]
        const changed = FIELDS.filter(
          (field) => fieldText(version, field, format) !== fieldText(before, field, format),
        )
        return (
          <li key={version.version} className={classes(styles.version)}>
            <h3>
              {t('versionTitle', { version: format.integer(version.version) })}{' '}
              <span className={classes(styles.soft)}>
                {version.timeMs === null ? null : <Moment ms={version.timeMs} />}
              </span>
            </h3>
            <dl>
              {changed.map((field) => (
                <div key={field}>
                  <dt>{t(`fields.${field}`)}</dt>
                  <dd>
                    <Difference
                      before={fieldText(before, field, format)}
                      after={fieldText(version, field, format)}
                    />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        )
      })}
    </ol>
  )
}

/** A text against the one before: what is gone is struck out, what is new underlined. */
function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const parts = diffWordsWithSpace(before, after)
  return parts.map(({ value, added, removed }, index) =>
    added ? (
      <ins key={index}>{value}</ins>
    ) : removed ? (
      <del key={index}>{value}</del>
    ) : (
      <span key={index}>{value}</span>
    ),
  )
}

function fieldText(profile: Profile | undefined, field: Field, format: Format): string {
  if (profile === undefined) return ''
  const value = profile[field]
  if (typeof value === 'number') return format.basisPoints(value)
  return typeof value === 'string' ? value : value.join(' ')
}
