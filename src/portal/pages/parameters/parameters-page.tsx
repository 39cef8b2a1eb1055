import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { withPart } from '../../app/search-params.ts'
import { rulesQuery } from '../../data/governance-queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { boundsText } from '../../governance/bounds-text.ts'
import { formatRuleValue } from '../../governance/rule-value.ts'
import { ruleText, type Rule } from '../../governance/use-rules.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classes } from '../../ui/classes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { RULE_CLASSES, type ParametersSearch } from './parameters-search.ts'
import styles from './parameters.module.css'
import { RuleDialog } from './rule-dialog.tsx'

const route = getRouteApi('/parameters')
const ANY = ''

/** All rules of the network: what they are, what they may be, and who changed them. */
export function ParametersPage() {
  const { t } = useTranslation('parameters')
  const query = useQuery(rulesQuery)
  const search = route.useSearch()
  const navigate = route.useNavigate()

  function set(
    part: {
      readonly [K in keyof ParametersSearch]?: ParametersSearch[K] | undefined
    },
  ): void {
    void navigate({ search: withPart<ParametersSearch>(part), replace: true, resetScroll: false })
  }

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      aside={
        <ButtonLink to="/propose" kind="main">
          {t('propose')}
        </ButtonLink>
      }
    >
      <Filters search={search} set={set} />
      <QueryState query={query} lines={10}>
        {(rules) => (
          <RuleTable
            rules={rules.filter((rule) => isShown(rule, search))}
            onOpen={(rule) => set({ rule })}
          />
        )}
      </QueryState>
      {search.rule === undefined ? null : (
        <RuleDialog name={search.rule} onClose={() => set({ rule: undefined })} />
      )}
    </Page>
  )
}

function isShown(rule: Rule, { search, class: wanted, changed }: ParametersSearch): boolean {
  const words = (search ?? '').toLowerCase()
  return (
    `${rule.name} ${rule.meaning}`.toLowerCase().includes(words) &&
    (wanted === undefined || rule.class === wanted) &&
    (changed !== true || rule.changes > 0 || rule.next !== null)
  )
}

function Filters({
  search,
  set,
}: {
  readonly search: ParametersSearch
  readonly set: (
    part: {
      readonly [K in keyof ParametersSearch]?: ParametersSearch[K] | undefined
    },
  ) => void
}) {
  const { t } = useTranslation('parameters')
  const { t: tGovernance } = useTranslation('governance')
  return (
    <form
      role="search"
      aria-label={t('filters')}
      className={classes(styles.filters)}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label={t('search')}
        value={search.search ?? ''}
        onChange={(text) => set({ search: text === '' ? undefined : text })}
        maxLength={60}
      />
      <Select
        label={t('class')}
        value={search.class ?? ANY}
        options={[
          [ANY, t('any')],
          ...RULE_CLASSES.map((each) => [each, tGovernance(`classes.${each}`)] as const),
        ]}
        onChange={(value) => set({ class: RULE_CLASSES.find((each) => each === value) })}
      />
      <Checkbox
        isSelected={search.changed === true}
        onChange={(isOn) => set({ changed: isOn ? true : undefined })}
      >
        {t('changed')}
      </Checkbox>
    </form>
  )
}

function RuleTable({
  rules,
  onOpen,
}: {
  readonly rules: readonly Rule[]
  readonly onOpen: (name: string) => void
}) {
  const { t } = useTranslation('parameters')
  const { t: tGovernance } = useTranslation('governance')
  const { t: tCommon } = useTranslation()
  const format = useFormat()
  const words = (rule: Rule, value: Rule['value']): string =>
    formatRuleValue(rule, ruleText(value), tGovernance, format)
  return (
    <>
      <p role="status" className={classes(styles.soft)}>
        {t('found', { count: rules.length, figure: format.integer(rules.length) })}
      </p>
      {rules.length === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <DataTable
          label={t('title')}
          rows={rules}
          rowKey={({ name }) => name}
          columns={[
            {
              id: 'name',
              header: t('rule'),
              cell: (rule) => (
                <span className={classes(styles.rule)}>
                  <span className={classes(styles.name)}>{rule.name}</span>
                  <span lang="en" className={classes(styles.soft)}>
                    {rule.meaning}
                  </span>
                </span>
              ),
              sortValue: ({ name }) => name,
              isRowName: true,
            },
            {
              id: 'value',
              header: t('value'),
              cell: (rule) => (
                <span className={classes(styles.value)}>
                  <strong>{words(rule, rule.value)}</strong>
                  {rule.next === null ? null : (
                    <span className={classes(styles.next)}>
                      {t('next', {
                        value: words(rule, rule.next.value),
                        epoch: format.integer(rule.next.fromEpoch),
                      })}
                    </span>
                  )}
                </span>
              ),
            },
            {
              id: 'bounds',
              header: t('bounds'),
              cell: (rule) => boundsText(rule, tGovernance, format),
            },
            {
              id: 'class',
              header: t('class'),
              cell: (rule) => <Badge>{tGovernance(`classes.${rule.class}`)}</Badge>,
              sortValue: (rule) => rule.class,
            },
            {
              id: 'changes',
              header: t('changes'),
              cell: ({ changes }) => format.integer(changes),
              sortValue: ({ changes }) => changes,
              isNumeric: true,
            },
            {
              id: 'open',
              header: t('more'),
              cell: ({ name }) => (
                <Button kind="quiet" aria-label={t('open', { name })} onPress={() => onOpen(name)}>
                  {tCommon('actions.details')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  )
}
