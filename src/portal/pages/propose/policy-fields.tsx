import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PROPOSAL_CLASSES } from '#sdk/governance/names.ts'
import { useFormat } from '../../format/use-format.ts'
import { boundsText } from '../../governance/bounds-text.ts'
import { formatRuleValue, measureWord, readRuleValue } from '../../governance/rule-value.ts'
import type { Rule } from '../../governance/use-rules.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Select, TextField } from '../../ui/field.tsx'
import type { FieldsProps } from './fields.ts'
import { useProblemWords } from './problem-list.tsx'
import styles from './propose.module.css'
import { expectedOf, MAX_ROWS } from './read-draft.ts'

type Rules = ReadonlyMap<string, Rule>

/** Rules to change, each with the value that it has and the one that it is to get. */
export function PolicyFields({
  draft,
  change,
  problems,
  rules,
}: FieldsProps & { readonly rules: Rules }) {
  const { t } = useTranslation('propose')
  const wordsOf = useProblemWords(problems)
  const { changes, sunset } = draft
  const isFull = changes.length >= MAX_ROWS
  return (
    <>
      {changes.map(({ name, written }, at) => {
        const rule = rules.get(name)
        return rule === undefined ? null : (
          <RuleChange
            key={name}
            rule={rule}
            written={written}
            problem={wordsOf(`changes.${at}`)}
            onWrite={(text) =>
              change({
                changes: changes.map((each) =>
                  each.name === name ? { name, written: text } : each,
                ),
              })
            }
            onRemove={() => change({ changes: changes.filter((each) => each.name !== name) })}
          />
        )
      })}
      {isFull ? null : (
        <RulePicker
          rules={rules}
          taken={new Set(changes.map(({ name }) => name))}
          onPick={(name) => change({ changes: [...changes, { name, written: '' }] })}
        />
      )}
      <TextField
        label={t('fields.sunset')}
        hint={t('sunsetHint')}
        value={sunset}
        onChange={(text) => change({ sunset: text })}
        inputMode="numeric"
        maxLength={6}
        error={wordsOf('sunset')}
      />
    </>
  )
}

function RulePicker({
  rules,
  taken,
  onPick,
}: {
  readonly rules: Rules
  readonly taken: ReadonlySet<string>
  readonly onPick: (name: string) => void
}) {
  const { t } = useTranslation('propose')
  const { t: tGovernance } = useTranslation('governance')
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState('')
  const words = search.trim().toLowerCase()
  const found = [...rules.values()]
    .filter(({ name, type }) => !taken.has(name) && type !== 'table')
    .filter(({ name, meaning }) => `${name} ${meaning}`.toLowerCase().includes(words))
    .sort(
      (left, right) => PROPOSAL_CLASSES.indexOf(left.class) - PROPOSAL_CLASSES.indexOf(right.class),
    )
  const chosen = found.some(({ name }) => name === picked) ? picked : (found[0]?.name ?? '')
  return (
    <div className={classes(styles.picker)}>
      <TextField
        label={t('searchRule')}
        value={search}
        onChange={setSearch}
        maxLength={60}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || chosen === '') return
          event.preventDefault()
          onPick(chosen)
          setSearch('')
        }}
      />
      <Select
        label={t('rule')}
        value={chosen}
        options={
          found.length === 0
            ? [['', t('noRule')]]
            : found.map(({ name, class: each }) => [
                name,
                `${name} · ${tGovernance(`classes.${each}`)}`,
              ])
        }
        onChange={setPicked}
      />
      <Button
        isDisabled={chosen === ''}
        onPress={() => {
          onPick(chosen)
          setSearch('')
        }}
      >
        {t('addRule')}
      </Button>
    </div>
  )
}

function RuleChange({
  rule,
  written,
  problem,
  onWrite,
  onRemove,
}: {
  readonly rule: Rule
  readonly written: string
  readonly problem: string | undefined
  readonly onWrite: (text: string) => void
  readonly onRemove: () => void
}) {
  const { t } = useTranslation('propose')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const expected = expectedOf(rule)
  const words = (text: string): string => formatRuleValue(rule, text, tGovernance, format)
  const read = readRuleValue(rule, expected, written, format)
  const isFault = written !== '' && 'problem' in read
  const error = isFault
    ? t(`problems.value.${read.problem}`)
    : 'value' in read && read.value === expected && written !== ''
      ? t('problems.unchanged')
      : problem
  return (
    <fieldset className={classes(styles.change)}>
      <legend className={classes(styles.name)}>
        {rule.name} <Badge>{tGovernance(`classes.${rule.class}`)}</Badge>
      </legend>
      <p lang="en" className={classes(styles.soft)}>
        {rule.meaning}
      </p>
      <p>
        {t('now', { value: words(expected) })}
        {rule.next === null ? null : ` ${t('decided', { epoch: rule.next.fromEpoch })}`}
      </p>
      {rule.type === 'flag' || rule.type === 'choice' ? (
        <Select
          label={t('newValue')}
          value={written}
          options={[
            ['', t('choose')],
            ...(rule.type === 'flag' ? ['true', 'false'] : (rule.choices ?? [])).map(
              (each) => [each, words(each)] as const,
            ),
          ]}
          onChange={onWrite}
        />
      ) : (
        <TextField
          label={
            rule.type === 'addresses'
              ? t('newAddresses')
              : t('newValueIn', { unit: measureWord(rule, expected, tGovernance) })
          }
          hint={boundsText(rule, tGovernance, format)}
          value={written}
          onChange={onWrite}
          inputMode={rule.type === 'addresses' ? 'text' : 'decimal'}
          maxLength={rule.type === 'addresses' ? 5_000 : 60}
          error={error}
        />
      )}
      {'value' in read && read.value !== expected ? (
        <p role="status">
          {tGovernance('effect.policy', {
            name: rule.name,
            before: words(expected),
            after: words(read.value),
          })}
        </p>
      ) : null}
      <p>
        <Button kind="quiet" onPress={onRemove} aria-label={t('removeRule', { name: rule.name })}>
          {t('remove')}
        </Button>
      </p>
    </fieldset>
  )
}
