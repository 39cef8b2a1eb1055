import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { VoteInput } from '#formulas/vote-weight.ts'
import { weightsQuery } from '../../data/holder-queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { classes } from '../../ui/classes.ts'
import { Coins } from '../../ui/values.tsx'
import styles from './stake.module.css'
import { useVotes } from './use-votes.ts'

const COIN = 10n ** 18n

/** The votes that coins give by the weights in force, to the last Rau, and what one coin counts for. */
export function VotesFigure({
  input,
  label,
}: {
  readonly input: VoteInput
  readonly label: string
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const { data: weights } = useQuery(weightsQuery)
  const votesRau = useVotes(input)
  const weight = useVotes({ ...input, amountRau: COIN })
  if (votesRau === undefined || weight === undefined) return null
  return (
    <div>
      <p>
        <Term id="votes">{label}</Term>
      </p>
      <p className={classes(styles.votes)} data-testid="votes">
        <Coins rau={votesRau} unit="votes" />
      </p>
      <p>
        {t('effect.weight', { weight: format.coins(weight, 4) })}{' '}
        {weights === null || weights === undefined ? null : t('effect.byScript')}
      </p>
    </div>
  )
}
