import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import styles from './delegates.module.css'
import { type DelegatesSearch, readDelegatesSearch } from './delegates-search.ts'

const STORAGE_KEY = 'boule.delegateViews'
const MOST_VIEWS = 12

/** Views that everybody has. */
const USUAL = [
  ['reliable', { sort: 'uptime', order: 'desc' }],
  ['lowCommission', { sort: 'commission', order: 'asc' }],
  ['producing', { role: 'producer' }],
  ['waiting', { role: 'standby', sort: 'votes', order: 'desc' }],
] as const satisfies readonly (readonly [string, DelegatesSearch])[]

interface View {
  readonly name: string
  readonly search: DelegatesSearch
}

/** Filters and sort under a name: some for everybody, and those that this browser keeps. */
export function SavedViews({
  search,
  onChoose,
}: {
  readonly search: DelegatesSearch
  readonly onChoose: (search: DelegatesSearch) => void
}) {
  const { t } = useTranslation('delegates')
  const [views, setViews] = useState(readViews)
  const [name, setName] = useState('')

  function keep(next: readonly View[]): void {
    setViews(next)
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next))
  }

  return (
    <nav aria-label={t('views.label')} className={classes(styles.views)}>
      <ul>
        {USUAL.map(([id, view]) => (
          <li key={id}>
            <Link
              to="/delegates"
              search={view}
              className={classes(styles.view)}
              activeOptions={{ exact: true, includeSearch: true }}
              activeProps={{ 'aria-current': 'true' }}
            >
              {t(`views.${id}`)}
            </Link>
          </li>
        ))}
        {views.map((view) => (
          <li key={view.name} className={classes(styles.kept)}>
            <Button kind="quiet" onPress={() => onChoose(view.search)}>
              {view.name}
            </Button>
            <Button
              kind="quiet"
              aria-label={t('views.remove', { name: view.name })}
              onPress={() => keep(views.filter((each) => each !== view))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      {Object.values(search).every((value) => value === undefined) ||
      views.length >= MOST_VIEWS ? null : (
        <form
          className={classes(styles.keep)}
          onSubmit={(event) => {
            event.preventDefault()
            const wanted = name.trim()
            if (wanted === '') return
            keep([...views.filter((each) => each.name !== wanted), { name: wanted, search }])
            setName('')
          }}
        >
          <TextField label={t('views.name')} value={name} onChange={setName} maxLength={40} />
          <Button type="submit" isDisabled={name.trim() === ''}>
            {t('views.save')}
          </Button>
        </form>
      )}
    </nav>
  )
}

function readViews(): readonly View[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]')
    if (!Array.isArray(stored)) return []
    return stored.slice(0, MOST_VIEWS).flatMap((each: unknown) => {
      const { name, search } = (each ?? {}) as { readonly name?: unknown; readonly search?: object }
      return typeof name === 'string' ? [{ name, search: readDelegatesSearch({ ...search }) }] : []
    })
  } catch {
    return []
  }
}
