import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { ruleQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { boundsText } from '../../governance/bounds-text.ts'
import { formatRuleValue } from '../../governance/rule-value.ts'
import { ruleText } from '../../governance/use-rules.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Address, Moment } from '../../ui/values.tsx'
import styles from './parameters.module.css'

type Rule = Schemas['RuleWithHistory']

/** A rule with every value that it ever had, and who asked for it. */
export function RuleDialog({
  name,
  onClose,
}: {
  readonly name: string
  readonly onClose: () => void
}) {
  const query = useQuery(ruleQuery(name))
  return (
    <Dialog title={name} isOpen onClose={onClose}>
      <QueryState query={query}>{(rule) => <Contents rule={rule} />}</QueryState>
    </Dialog>
  )
}

function Contents({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('parameters')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const words = (text: string): string => formatRuleValue(rule, text, tGovernance, format)
  const { name, meaning, value, next, history } = rule
  return (
    <>
      <p lang="en">{meaning}</p>
      <Facts
        items={[
          [t('value'), words(ruleText(value))],
          [t('bounds'), boundsText(rule, tGovernance, format)],
          [t('class'), tGovernance(`classes.${rule.class}`)],
        ]}
      />
      {next === null ? null : (
        <Notice kind="warning">
          {t('next', {
            value: words(ruleText(next.value)),
            epoch: format.integer(next.fromEpoch),
          })}
        </Notice>
      )}
      <h3>{t('history')}</h3>
      <ol className={classes(styles.history)}>
        {history.map((change) => (
          <li key={`${change.fromEpoch} ${change.height}`}>
            <p>
              <strong>{words(change.value)}</strong>{' '}
              {t('from', { epoch: format.integer(change.fromEpoch) })}
            </p>
            <p className={classes(styles.soft)}>
              {change.before === null ? null : `${t('before', { value: words(change.before) })} `}
              <Source change={change} />
            </p>
          </li>
        ))}
      </ol>
      <p>
        <ButtonLink to="/propose" search={{ rule: name }} kind="main">
          {t('proposeThis')}
        </ButtonLink>
      </p>
    </>
  )
}

/** Why a rule has a value: the first state, a proposal with its author, or the end of one. */
function Source({ change }: { readonly change: Rule['history'][number] }) {
  const { t } = useTranslation('parameters')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const { source, proposal, title, proposer, timeMs } = change
  if (proposal === null) return t(`sources.${source}`)
  return (
    <>
      {t(`sources.${source}`)}{' '}
      <Link to="/proposals/$id" params={{ id: String(proposal) }}>
        {tGovernance('titled', {
          number: tGovernance('numbered', { id: format.integer(proposal) }),
          title: plainLine(title ?? ''),
        })}
      </Link>
      {proposer === null ? null : (
        <>
          {' '}
          {t('by')} <Address address={proposer} />
        </>
      )}
      , <Moment ms={timeMs} isRelative={false} />
    </>
  )
}
