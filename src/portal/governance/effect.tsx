import { useTranslation } from 'react-i18next'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { useFormat } from '../format/use-format.ts'
import { classes } from '../ui/classes.ts'
import { DataTable } from '../ui/data-table.tsx'
import { Facts } from '../ui/facts.tsx'
import { HashText } from '../ui/values.tsx'
import styles from './effect.module.css'
import { effectSentences, type Payload } from './effect-sentences.ts'
import { formatRuleValue } from './rule-value.ts'
import { useRules } from './use-rules.ts'

/** What a proposal would do, made from its payload and from nothing that its author wrote. */
export function Effect({ payload }: { readonly payload: Payload }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  return (
    <div className={classes(styles.effect)}>
      {payload.kind === 'policy' ? (
        <PolicyChanges payload={payload} />
      ) : (
        <ul className={classes(styles.sentences)}>
          {effectSentences(payload, rules, t, format).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {payload.kind === 'upgrade' ? <Artifacts payload={payload} /> : null}
      {payload.kind === 'script' && payload.source !== '' ? (
        <pre className={classes(styles.source)} tabIndex={0} aria-label={t('effect.source')}>
          {payload.source}
        </pre>
      ) : null}
    </div>
  )
}

function PolicyChanges({ payload }: { readonly payload: Extract<Payload, { kind: 'policy' }> }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  return (
    <>
      <ul className={classes(styles.changes)}>
        {payload.sets.map(({ name, expected, value }) => {
          const rule = rules.get(name)
          return (
            <li key={name}>
              <a href={`/parameters?rule=${encodeURIComponent(name)}`}>{plainLine(name)}</a>
              <p className={classes(styles.change)}>
                <span className="visually-hidden">{t('effect.from')}</span>
                <span>{formatRuleValue(rule, expected, t, format)}</span>
                <span aria-hidden="true" className={classes(styles.arrow)}>
                  →
                </span>
                <span className="visually-hidden">{t('effect.to')}</span>
                <strong>{formatRuleValue(rule, value, t, format)}</strong>
              </p>
              {rule === undefined ? null : (
                <p className={classes(styles.meaning)} lang="en">
                  {rule.meaning}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {payload.sunsetEpochs === 0 ? (
        <p>{t('effect.forGood')}</p>
      ) : (
        <p>{t('effect.sunset', { count: payload.sunsetEpochs })}</p>
      )}
    </>
  )
}

function Artifacts({ payload }: { readonly payload: Extract<Payload, { kind: 'upgrade' }> }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  return (
    <>
      <Facts
        items={[
          [t('effect.bundle'), <HashText key="root" hash={payload.bundleRoot} />],
          [t('effect.size'), format.integer(payload.bundleBytes)],
          [t('effect.sourceHash'), <HashText key="source" hash={payload.sourceHash} />],
          [t('effect.recipeHash'), <HashText key="recipe" hash={payload.recipeHash} />],
        ]}
      />
      <DataTable
        label={t('effect.artifacts')}
        rows={payload.artifacts}
        rowKey={({ platform }) => platform}
        columns={[
          {
            id: 'platform',
            header: t('effect.platform'),
            cell: (row) => plainLine(row.platform),
            isRowName: true,
          },
          {
            id: 'bytes',
            header: t('effect.size'),
            cell: (row) => format.integer(BigInt(row.bytes)),
            isNumeric: true,
          },
          {
            id: 'sha256',
            header: t('effect.sha256'),
            cell: (row) => <HashText hash={row.sha256} />,
          },
        ]}
      />
    </>
  )
}
