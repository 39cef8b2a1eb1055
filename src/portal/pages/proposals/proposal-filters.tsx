import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PAYLOAD_KINDS, PROPOSAL_CLASSES, PROPOSAL_STATES } from '#sdk/governance/names.ts'
import { type SearchChange, withPart } from '../../app/search-params.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classes } from '../../ui/classes.ts'
import { Select, TextField } from '../../ui/field.tsx'
import { readProposalsSearch, type ProposalsSearch } from './proposals-search.ts'
import styles from './proposals.module.css'

/** Typing stops for so long before the list follows. */
const PAUSE_MS = 300
const ANY = ''
type Place = '' | 'live' | 'over' | (typeof PROPOSAL_STATES)[number]

/** What narrows the list down. Every change is a change of the address. */
export function ProposalFilterForm({
  search,
  onChange,
}: {
  readonly search: ProposalsSearch
  readonly onChange: (change: SearchChange<ProposalsSearch>) => void
}) {
  const { t } = useTranslation('governance')
  const [text, setText] = useState(search.search ?? '')
  const [proposer, setProposer] = useState(search.proposer ?? '')
  const place: Place =
    search.state ?? (search.live === undefined ? ANY : search.live ? 'live' : 'over')
  const proposerProblem =
    proposer.trim() !== '' && readProposalsSearch({ proposer }).proposer === undefined

  function set(
    part: {
      readonly [K in keyof ProposalsSearch]?: ProposalsSearch[K] | undefined
    },
  ): void {
    onChange(withPart<ProposalsSearch>(part))
  }

  useEffect(() => {
    const wanted = readProposalsSearch({ search: text, proposer })
    if (wanted.search === search.search && wanted.proposer === search.proposer) return undefined
    const timer = setTimeout(
      () =>
        onChange(withPart<ProposalsSearch>({ search: wanted.search, proposer: wanted.proposer })),
      PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [text, proposer, search, onChange])

  return (
    <form
      role="search"
      aria-label={t('list.filters')}
      className={classes(styles.filters)}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField label={t('list.search')} value={text} onChange={setText} maxLength={100} />
      <Select<Place>
        label={t('list.state')}
        value={place}
        options={[
          [ANY, t('list.any')],
          ['live', t('list.live')],
          ['over', t('list.over')],
          ...PROPOSAL_STATES.map((state) => [state, t(`states.${state}`)] as const),
        ]}
        onChange={(value) =>
          set({
            live: value === 'live' ? true : value === 'over' ? false : undefined,
            state: PROPOSAL_STATES.find((state) => state === value),
          })
        }
      />
      <Select
        label={t('list.class')}
        value={search.class ?? ANY}
        options={[
          [ANY, t('list.any')],
          ...PROPOSAL_CLASSES.map((each) => [each, t(`classes.${each}`)] as const),
        ]}
        onChange={(value) => set({ class: PROPOSAL_CLASSES.find((each) => each === value) })}
      />
      <Select
        label={t('list.kind')}
        value={search.kind ?? ANY}
        options={[
          [ANY, t('list.any')],
          ...PAYLOAD_KINDS.map((each) => [each, t(`kinds.${each}`)] as const),
        ]}
        onChange={(value) => set({ kind: PAYLOAD_KINDS.find((each) => each === value) })}
      />
      <TextField
        label={t('list.proposer')}
        value={proposer}
        onChange={setProposer}
        maxLength={42}
        error={proposerProblem ? t('list.badAddress') : undefined}
      />
      <Checkbox
        isSelected={search.needsVote === true}
        onChange={(isOn) => set({ needsVote: isOn ? true : undefined })}
      >
        {t('list.needsVote')}
      </Checkbox>
      <Button
        onPress={() => {
          setText('')
          setProposer('')
          onChange(() => ({}))
        }}
      >
        {t('list.reset')}
      </Button>
    </form>
  )
}
