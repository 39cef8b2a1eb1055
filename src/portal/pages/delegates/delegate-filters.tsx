import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SearchChange, withPart } from '../../app/search-params.ts'
import { delegatesQuery } from '../../data/queries.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Select, TextField } from '../../ui/field.tsx'
import styles from './delegates.module.css'
import { DELEGATE_ROLES, type DelegatesSearch } from './delegates-search.ts'

/** Typing stops for so long before the table follows. */
const PAUSE_MS = 250
const ANY = ''

/** What narrows the table down. Every change is a change of the address. */
export function DelegateFilterForm({
  search,
  onChange,
}: {
  readonly search: DelegatesSearch
  readonly onChange: (change: SearchChange<DelegatesSearch>) => void
}) {
  const { t } = useTranslation('delegates')
  const { groups, regions } = useProfileWords()

  function set(part: { readonly [K in keyof DelegatesSearch]?: DelegatesSearch[K] | undefined }) {
    onChange(withPart<DelegatesSearch>(part))
  }
  const any = [ANY, t('filters.any')] as const

  return (
    <form
      role="search"
      aria-label={t('filters.label')}
      className={classes(styles.filters)}
      onSubmit={(event) => event.preventDefault()}
    >
      <SettledField
        label={t('filters.search')}
        value={search.search ?? ''}
        onSettle={(text) => set({ search: text === '' ? undefined : text })}
      />
      <Select
        label={t('filters.role')}
        value={search.role ?? ANY}
        options={[any, ...DELEGATE_ROLES.map((role) => [role, t(`role.${role}`)] as const)]}
        onChange={(role) => set({ role: role === ANY ? undefined : role })}
      />
      <Select
        label={t('filters.group')}
        value={search.group ?? ANY}
        options={[any, ...groups.map((group) => [group, group] as const)]}
        onChange={(group) => set({ group: group === ANY ? undefined : group })}
      />
      <Select
        label={t('filters.region')}
        value={search.region ?? ANY}
        options={[any, ...regions.map((region) => [region, region] as const)]}
        onChange={(region) => set({ region: region === ANY ? undefined : region })}
      />
      <Select
        label={t('filters.probation')}
        value={search.probation === undefined ? ANY : search.probation ? 'yes' : 'no'}
        options={[any, ['yes', t('filters.onlyProbation')], ['no', t('filters.noProbation')]]}
        onChange={(value) => set({ probation: value === ANY ? undefined : value === 'yes' })}
      />
      <Select
        label={t('filters.retired')}
        value={search.retired === true ? 'yes' : ANY}
        options={[
          [ANY, t('filters.current')],
          ['yes', t('filters.onlyRetired')],
        ]}
        onChange={(value) => set({ retired: value === ANY ? undefined : true })}
      />
      <SettledField
        label={t('filters.minSelfStake')}
        value={search.minSelfStake ?? ''}
        isNumber
        onSettle={(text) => set({ minSelfStake: /^\d{1,12}$/.test(text) ? text : undefined })}
      />
      <Button onPress={() => onChange(() => ({}))}>{t('filters.reset')}</Button>
    </form>
  )
}

/** A text field that tells its text once typing has stopped. */
function SettledField({
  label,
  value,
  isNumber = false,
  onSettle,
}: {
  readonly label: string
  readonly value: string
  readonly isNumber?: boolean
  readonly onSettle: (text: string) => void
}) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text.trim() === value) return undefined
    const timer = setTimeout(() => onSettle(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value, onSettle])
  return (
    <TextField
      label={label}
      value={text}
      onChange={setText}
      maxLength={100}
      inputMode={isNumber ? 'numeric' : 'search'}
    />
  )
}

/** Groups and regions that profiles name. */
function useProfileWords(): {
  readonly groups: readonly string[]
  readonly regions: readonly string[]
} {
  const { data } = useInfiniteQuery(delegatesQuery({}))
  return useMemo(() => {
    const words = (pick: (row: NonNullable<typeof data>[number]) => string): readonly string[] =>
      [...new Set((data ?? []).map(pick))].filter((word) => word !== '').sort()
    return { groups: words(({ group }) => group), regions: words(({ region }) => region) }
  }, [data])
}
