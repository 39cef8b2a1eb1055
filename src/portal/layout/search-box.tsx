import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type Schemas, searchQuery } from '../data/queries.ts'
import { classes } from '../ui/classes.ts'
import { useSettled } from '../ui/use-settled.ts'
import styles from './search-box.module.css'

type Result = Schemas['SearchResults']['results'][number]

/** Typing stops for so long before the server is asked. */
const PAUSE_MS = 200

/** Finds anything by name, words, address, hash or number. It comes in place of a plain field, with its text and its focus. */
export function SearchBox({
  initialText,
  hasFocus,
}: {
  readonly initialText: string
  readonly hasFocus: boolean
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState(initialText)
  const wanted = useSettled(text.trim(), PAUSE_MS)
  const { data, isFetching } = useQuery(searchQuery(wanted))
  const isWaiting = wanted !== text.trim() || isFetching
  const results = wanted === '' ? [] : (data?.results ?? [])

  function open(key: string | number | null): void {
    const result = results.find((each) => keyOf(each) === key)
    if (result === undefined) return
    setText('')
    void navigate({ to: pathOf(result) })
  }

  return (
    <ComboBox
      aria-label={t('search.label')}
      className={classes(styles.search)}
      autoFocus={hasFocus}
      inputValue={text}
      onInputChange={setText}
      value={null}
      onChange={open}
      items={results.map((result) => ({ ...result, key: keyOf(result) }))}
      allowsEmptyCollection
      menuTrigger="input"
      allowsCustomValue
    >
      <Input
        className={classes(styles.input)}
        placeholder={t('search.placeholder')}
        type="search"
        maxLength={100}
      />
      <Popover className={classes(styles.popover)}>
        <ListBox
          className={classes(styles.list)}
          renderEmptyState={() => (
            <p className={classes(styles.none)}>
              {isWaiting ? t('state.loading') : t('search.none', { text: wanted })}
            </p>
          )}
        >
          {(result: Result & { readonly key: string }) => (
            <ListBoxItem id={result.key} textValue={result.title} className={classes(styles.item)}>
              <span>{result.title}</span>
              <span className={classes(styles.kind)}>{t(`search.kinds.${result.kind}`)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function keyOf({ kind, id }: Result): string {
  return `${kind} ${id}`
}

const FOLDERS = {
  delegate: 'delegates',
  proposal: 'proposals',
  account: 'accounts',
  block: 'blocks',
  transaction: 'transactions',
  epoch: 'epochs',
  bucket: 'buckets',
} as const

function pathOf({ kind, id }: Result): string {
  return `/${FOLDERS[kind]}/${id}`
}
