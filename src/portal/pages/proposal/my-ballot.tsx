import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountBallotsQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { splitWords } from '../../governance/split-words.ts'
import { callCastBallot } from '../../transactions/governance-calls.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { Coins } from '../../ui/values.tsx'
import styles from './my-part.module.css'
import { Signing } from './signing.tsx'

type Choice = 'yes' | 'no' | 'abstain' | 'split'
const PARTS = ['yes', 'no', 'abstain'] as const
const ALL_BPS = 10_000
const WHOLE = {
  yes: { yesBps: ALL_BPS, noBps: 0, abstainBps: 0 },
  no: { yesBps: 0, noBps: ALL_BPS, abstainBps: 0 },
  abstain: { yesBps: 0, noBps: 0, abstainBps: ALL_BPS },
} as const

/** A ballot: yes, no, abstain, or a split. The last one counts. */
export function MyBallot({
  proposal,
  account,
}: {
  readonly proposal: Schemas['Proposal']
  readonly account: string
}) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const { id } = proposal
  const { data: ballots } = useInfiniteQuery(accountBallotsQuery(account))
  const ballot = ballots?.find((each) => each.proposal === id)
  const [choice, setChoice] = useState<Choice>()
  const [parts, setParts] = useState<Parts>({ yes: '', no: '', abstain: '' })
  const [problem, setProblem] = useState<string>()
  const [call, setCall] = usePreparedCall(`ballot-${id}`, account)
  if (call !== undefined) {
    return <Signing planId={`ballot-${id}`} call={call} onLeave={() => setCall(undefined)} />
  }

  function prepare(): void {
    if (choice === undefined) return setProblem(t('mine.chooseFirst'))
    const split = choice === 'split' ? readSplit(parts, format.locale) : WHOLE[choice]
    if (split === undefined) return setProblem(t('mine.badSplit'))
    setProblem(undefined)
    setCall(callCastBallot({ proposal: id, root: proposal.root as `0x${string}`, ...split }))
  }

  return (
    <form
      className={classes(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        prepare()
      }}
    >
      {ballot === undefined ? (
        <p>{t('mine.noBallot')}</p>
      ) : (
        <Notice kind="good">
          <p>
            {t('mine.ballot', { choice: splitWords(ballot, t, format) })}{' '}
            <Coins rau={BigInt(ballot.ownRau) + BigInt(ballot.delegatedRau)} />
          </p>
          <p>{t('mine.mayChange')}</p>
        </Notice>
      )}
      <RadioChoice<Choice>
        label={t('mine.yourBallot')}
        value={choice}
        options={[
          ['yes', t('choices.yes')],
          ['no', t('choices.no')],
          ['abstain', t('choices.abstain')],
          ['split', t('choices.split')],
        ]}
        onChange={(next) => {
          setChoice(next)
          setProblem(undefined)
        }}
      />
      {choice === 'split' ? (
        <div className={classes(styles.split)}>
          {PARTS.map((part) => (
            <TextField
              key={part}
              label={t('mine.percent', { choice: t(`choices.${part}`) })}
              value={parts[part]}
              onChange={(text) => setParts({ ...parts, [part]: text })}
              inputMode="decimal"
              maxLength={8}
            />
          ))}
        </div>
      ) : null}
      {problem === undefined ? null : <Notice kind="error">{problem}</Notice>}
      <Button kind="main" type="submit">
        {t(ballot === undefined ? 'mine.vote' : 'mine.changeBallot')}
      </Button>
    </form>
  )
}

type Parts = Readonly<Record<(typeof PARTS)[number], string>>

/** Percent of each choice as basis points; undefined when they are no figures or do not make up a hundred. Empty is none. */
function readSplit(parts: Parts, locale: string) {
  const [yesBps, noBps, abstainBps] = PARTS.map((part) =>
    parts[part].trim() === '' ? 0n : parseDecimalText(parts[part], 100n, locale),
  )
  if (yesBps === undefined || noBps === undefined || abstainBps === undefined) return undefined
  if (yesBps + noBps + abstainBps !== BigInt(ALL_BPS)) return undefined
  return { yesBps: Number(yesBps), noBps: Number(noBps), abstainBps: Number(abstainBps) }
}
