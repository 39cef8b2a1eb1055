import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../format/use-format.ts'
import { formatRuleValue } from '../../governance/rule-value.ts'
import { ruleText, useRules } from '../../governance/use-rules.ts'
import { classes } from '../../ui/classes.ts'
import { Facts } from '../../ui/facts.tsx'
import type { Attempt, ChainCheck } from './chain-check.ts'
import styles from './propose.module.css'

type Tone = 'good' | 'bad' | 'note'
const MARKS: Readonly<Record<Tone, string>> = { good: '✓', bad: '×', note: '!' }

/** What was looked at before the wallet is asked, and what the class of the proposal means for it. */
export function CheckList({
  check,
  attempt,
}: {
  readonly check: ChainCheck
  readonly attempt: Attempt
}) {
  const { t } = useTranslation('propose')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  const { depositRau, balanceRau, refusal, conflicts } = check
  const { class: proposalClass, revised, content } = attempt
  const isNew = revised === undefined

  /** A rule of the class, in words: `SupportQuorumBps` of `policy`. */
  function term(name: string): string {
    const rule = rules.get(`${proposalClass}${name}`)
    return rule === undefined
      ? ''
      : formatRuleValue(rule, ruleText(rule.value), tGovernance, format)
  }
  const baseRau = BigInt(ruleText(rules.get(`${proposalClass}DepositRau`)?.value ?? '0'))
  const isThrottled = depositRau > baseRau
  return (
    <>
      <Facts
        items={[
          [t('terms.class'), tGovernance(`classes.${proposalClass}`)],
          ...(isNew
            ? [
                [
                  t('terms.deposit'),
                  tGovernance('bars.coins', { rau: format.coins(depositRau) }),
                ] as const,
              ]
            : []),
          [t('terms.support'), term('SupportQuorumBps')],
          [t('terms.supporters'), term('MinSupporters')],
          [t('terms.window'), term('SupportWindowEpochs')],
          [t('terms.debate'), term('DebateEpochs')],
          [t('terms.voting'), term('VotingEpochs')],
          [t('terms.turnout'), term('TurnoutQuorumBps')],
          [t('terms.approval'), term('ApprovalBps')],
        ]}
      />
      <ul className={classes(styles.checks)} aria-label={t('checks.label')}>
        <Item tone="good">{t('checks.bounds')}</Item>
        {isNew ? (
          <Item tone={balanceRau >= depositRau ? 'good' : 'bad'}>
            {t(balanceRau >= depositRau ? 'checks.affordable' : 'checks.poor', {
              balance: format.coins(balanceRau),
              deposit: format.coins(depositRau),
            })}
          </Item>
        ) : null}
        {isThrottled ? (
          <Item tone="note">{t('checks.throttled', { base: format.coins(baseRau) })}</Item>
        ) : null}
        {content.payload.kind !== 'policy' ? null : conflicts.length === 0 ? (
          <Item tone="good">{t('checks.noConflict')}</Item>
        ) : (
          conflicts.map(({ id, title }) => (
            <Item key={id} tone="note">
              {t('checks.conflict')}{' '}
              <Link to="/proposals/$id" params={{ id: String(id) }}>
                {tGovernance('titled', {
                  number: tGovernance('numbered', { id: format.integer(id) }),
                  title: plainLine(title),
                })}
              </Link>
            </Item>
          ))
        )}
        {refusal === undefined ? (
          <Item tone="good">{t('checks.taken')}</Item>
        ) : (
          <Item tone="bad">
            {t('checks.refused')} <span lang="en">{refusal}</span>
          </Item>
        )}
      </ul>
    </>
  )
}

function Item({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const { t } = useTranslation('propose')
  return (
    <li className={classes(styles[tone])}>
      <span aria-hidden="true" className={classes(styles.mark)}>
        {MARKS[tone]}
      </span>
      <span>
        <span className="visually-hidden">{t(`checks.tone.${tone}`)} </span>
        {children}
      </span>
    </li>
  )
}
