import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { SupportBar, VoteBars } from '../../governance/bars.tsx'
import { formatRuleValue } from '../../governance/rule-value.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Facts } from '../../ui/facts.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Address, DelegateLink, HashText } from '../../ui/values.tsx'

type Proposal = Schemas['Proposal']
type Details = Schemas['ProposalDetails']

const COUNTED = new Set<Proposal['state']>(['voting', 'extended', 'tallying'])

/** Where a proposal stands: why it is there, its support, its vote, and what belongs to its kind. */
export function Stand({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation('governance')
  const { details, state, reason } = proposal
  return (
    <>
      <p>{t('stand.state', { state: t(`states.${state}`), reason: t(`reasons.${reason}`) })}</p>
      {details === null ? <Notice kind="warning">{t('stand.noNode')}</Notice> : null}
      {details === null ? null : (
        <>
          {details.obstacle === null ? null : (
            <Notice kind="warning">
              <p>{t('stand.obstacle')}</p>
              <p lang="en">{details.obstacle.meaning}</p>
            </Notice>
          )}
          {details.vote === null ? null : <VoteBars vote={details.vote} />}
          {details.vote !== null && COUNTED.has(state) ? <Verdict vote={details.vote} /> : null}
          <SupportBar support={details.support} />
          <KindFacts details={details} />
        </>
      )}
    </>
  )
}

/** How it would be judged with the ballots that are in. Read out when it changes, not with every ballot. */
function Verdict({ vote }: { readonly vote: NonNullable<Details['vote']> }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  return (
    <Notice kind={vote.passes ? 'good' : 'info'}>
      <p>{t(vote.passes ? 'stand.passes' : `stand.fails.${vote.reason as 'no-quorum'}`)}</p>
      {vote.lateFlip ? <p>{t('stand.lateFlip')}</p> : null}
      {vote.extendedEpochs > 0 ? (
        <p>{t('stand.extended', { count: vote.extendedEpochs })}</p>
      ) : null}
      {vote.counted > 0 ? (
        <p>
          {t('stand.counted', {
            counted: format.integer(vote.counted),
            ballots: format.integer(vote.ballots),
          })}
        </p>
      ) : null}
    </Notice>
  )
}

function KindFacts({ details }: { readonly details: Details }) {
  return (
    <>
      <Upgrade details={details} />
      <Directive details={details} />
      <Enactment details={details} />
    </>
  )
}

function Upgrade({ details: { attestations, readiness } }: { readonly details: Details }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  if (attestations === null && readiness === null) return null
  return (
    <Facts
      items={[
        ...(attestations === null
          ? []
          : ([
              [
                t('stand.green', {
                  needed: format.integer(attestations.needed),
                }),
                <Delegates key="green" delegates={attestations.green} />,
              ],
              [t('stand.red'), <Delegates key="red" delegates={attestations.red} />],
            ] as const)),
        ...(readiness === null
          ? []
          : ([
              [
                t('stand.ready', {
                  seated: format.integer(readiness.seated),
                  seats: format.integer(readiness.seats),
                  needed: format.basisPoints(readiness.neededBps),
                }),
                <Delegates key="ready" delegates={readiness.ready} />,
              ],
            ] as const)),
      ]}
    />
  )
}

function Delegates({
  delegates,
}: {
  readonly delegates: readonly { readonly id: string; readonly name: string | null }[]
}) {
  const { t } = useTranslation('governance')
  if (delegates.length === 0) return t('rule.nobody')
  return (
    <ul>
      {delegates.map((delegate) => (
        <li key={delegate.id}>
          <DelegateLink delegate={delegate} />
        </li>
      ))}
    </ul>
  )
}

function Directive({ details: { directive } }: { readonly details: Details }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  if (directive === null) return null
  const { assignee, percent, reportedEpoch, evidenceHash, accepted, refused } = directive
  const done = t('stand.done', { percent: format.basisPoints(percent * 100) })
  return (
    <>
      <Meter label={t('stand.progress')} value={percent / 100} valueText={done} />
      <Facts
        items={[
          [t('stand.assignee'), <Address key="assignee" address={assignee} />],
          [t('stand.progress'), done],
          [
            t('stand.reported'),
            reportedEpoch === null
              ? t('stand.notReported')
              : t('when.in', { epoch: format.integer(reportedEpoch) }),
          ],
          ...(evidenceHash === null
            ? []
            : ([[t('stand.evidence'), <HashText key="evidence" hash={evidenceHash} />]] as const)),
          [
            t('stand.reviews'),
            t('stand.reviewCounts', {
              accepted: format.integer(accepted.length),
              refused: format.integer(refused.length),
            }),
          ],
        ]}
      />
    </>
  )
}

function Enactment({ details: { enactment } }: { readonly details: Details }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  if (enactment === null) return null
  const { fromEpoch, changes, sunsetEpoch, over } = enactment
  return (
    <Notice kind="good">
      <p>{t('stand.inForce', { epoch: format.integer(fromEpoch) })}</p>
      <ul>
        {changes.map(({ name, before, after }) => (
          <li key={name}>
            {t('effect.policy', {
              name,
              before: formatRuleValue(rules.get(name), before, t, format),
              after: formatRuleValue(rules.get(name), after, t, format),
            })}
          </li>
        ))}
      </ul>
      {sunsetEpoch === null ? null : (
        <p>
          {t(over ? 'stand.sunsetOver' : 'stand.sunset', { epoch: format.integer(sunsetEpoch) })}
        </p>
      )}
    </Notice>
  )
}
