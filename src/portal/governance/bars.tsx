import { useTranslation } from 'react-i18next'
import type { Schemas } from '../data/queries.ts'
import { useFormat } from '../format/use-format.ts'
import { Term } from '../glossary/term.tsx'
import { classes } from '../ui/classes.ts'
import { Meter } from '../ui/meter.tsx'
import styles from './bars.module.css'

type Support = Schemas['ProposalDetails']['support']
type Vote = NonNullable<Schemas['ProposalDetails']['vote']>

/** How far a bar goes to the right when `needed` stands at two thirds of it; further when more is there. */
function scaleOf(needed: number, reached: number): number {
  return Math.min(10_000, Math.max(needed * 1.5, reached, 1))
}

/** Support against what it needs, with the numbers. */
export function SupportBar({ support }: { readonly support: Support }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const { shareBps, quorumBps, supporters, neededSupporters } = support
  const scale = scaleOf(quorumBps, shareBps)
  const share = t('bars.support', {
    share: format.basisPoints(shareBps),
    quorum: format.basisPoints(quorumBps),
  })
  return (
    <div className={classes(styles.bar)}>
      <p className={classes(styles.title)}>
        <strong>{t('bars.supportTitle')}</strong>
        <span>{share}</span>
      </p>
      <Meter
        label={t('bars.supportTitle')}
        value={shareBps / scale}
        valueText={share}
        marks={[
          {
            at: quorumBps / scale,
            name: t('bars.needed', { rau: format.coins(BigInt(support.neededRau)) }),
          },
        ]}
      />
      <p className={classes(styles.detail)}>
        {t('bars.supporters', {
          rau: format.coins(BigInt(support.supportRau)),
          supporters: format.integer(supporters),
          needed: format.integer(neededSupporters),
        })}
      </p>
    </div>
  )
}

/** Ballots: turnout against its quorum, yes against what it must exceed, and the three parts with words and patterns. */
export function VoteBars({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const { turnoutBps, quorumBps, yesBps, approvalBps, totalRau } = vote
  const scale = scaleOf(quorumBps, turnoutBps)
  const parts = [
    ['yes', BigInt(vote.yesRau)],
    ['no', BigInt(vote.noRau)],
    ['abstain', BigInt(vote.abstainRau)],
  ] as const
  const total = BigInt(totalRau)
  const turnout = t('bars.turnout', {
    share: format.basisPoints(turnoutBps),
    quorum: format.basisPoints(quorumBps),
  })
  const yes = t('bars.yes', {
    share: format.basisPoints(yesBps),
    approval: format.basisPoints(approvalBps),
  })
  return (
    <div className={classes(styles.bar)}>
      <p className={classes(styles.title)}>
        <strong>
          <Term id="quorum">{t('bars.turnoutTitle')}</Term>
        </strong>
        <span>{turnout}</span>
      </p>
      <div
        className={classes(styles.track)}
        role="meter"
        aria-label={t('bars.turnoutTitle')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={turnoutBps / 100}
        aria-valuetext={turnout}
      >
        {parts.map(([choice, rau]) => (
          <span
            key={choice}
            className={classes(styles.part, styles[choice])}
            style={{ inlineSize: `${partOf(rau, total, scale)}%` }}
          />
        ))}
        <span
          className={classes(styles.mark)}
          style={{ insetInlineStart: `${(quorumBps / scale) * 100}%` }}
        />
      </div>
      <ul className={classes(styles.parts)}>
        {parts.map(([choice, rau]) => (
          <li key={choice}>
            <span className={classes(styles.swatch, styles[choice])} aria-hidden="true" />
            <span>{t(`choices.${choice}`)}</span>
            <span className={classes(styles.figure)}>
              {t('bars.coins', { rau: format.coins(rau) })}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes(styles.title)}>
        <strong>{t('bars.yesTitle')}</strong>
        <span>{yes}</span>
      </p>
      <Meter
        label={t('bars.yesTitle')}
        value={yesBps / 10_000}
        valueText={yes}
        marks={[{ at: approvalBps / 10_000 }]}
      />
      <p className={classes(styles.detail)}>
        {t('bars.ballots', { count: vote.ballots, total: format.coins(total) })}
      </p>
    </div>
  )
}

/** Percent of the track that a part takes; floats are enough for a picture. */
function partOf(rau: bigint, total: bigint, scale: number): number {
  if (total === 0n) return 0
  return (Number((rau * 1_000_000n) / total) / 100 / scale) * 100
}
