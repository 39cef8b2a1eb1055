import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { useRules } from '../../governance/use-rules.ts'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Coins } from '../../ui/values.tsx'
import { RoleBadge } from '../delegates/role-badge.tsx'

type Delegate = Schemas['Delegate']

/** What a voter should know of a delegate: in figures, and in a warning where votes for it count for less or nothing. */
export function DelegateStanding({ delegate }: { readonly delegate: Delegate }) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const { rank, role, reason, votesRau, uptimeBps, epochCommissionBps } = delegate
  return (
    <>
      <Facts
        items={[
          [t('delegate.profile'), <DelegatePageLink key="name" name={delegate.name} />],
          [t('delegate.rank'), format.integer(rank)],
          [t('delegate.role'), <RoleBadge key="role" role={role} reason={reason} />],
          [t('delegate.votes'), <Coins key="votes" rau={votesRau} unit="none" isShort />],
          [
            <Term key="uptime" id="uptime" />,
            uptimeBps === null ? t('delegate.nothingDue') : format.basisPoints(uptimeBps),
          ],
          [
            <Term key="commission" id="commission">
              {t('delegate.commission')}
            </Term>,
            epochCommissionBps === null
              ? t('delegate.notSaid')
              : format.basisPoints(epochCommissionBps),
          ],
        ]}
      />
      <DelegateWarning delegate={delegate} />
    </>
  )
}

function DelegatePageLink({ name }: { readonly name: string }) {
  return (
    <Link to="/delegates/$delegate" params={{ delegate: name }}>
      {name}
    </Link>
  )
}

/** Why votes for the delegate count for less, or nothing; nothing when all is well. */
export function DelegateWarning({ delegate }: { readonly delegate: Delegate }) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const intensity = useRules().get('probationIntensityPercent')?.value
  const { name, retired, eligible, probationEpochs, exit, reason } = delegate
  if (retired) return <Notice kind="error">{t('delegate.retired', { name })}</Notice>
  return (
    <>
      {probationEpochs > 0 ? (
        <Notice kind="warning">
          {t('delegate.probation', {
            name,
            share: format.basisPoints(Number(intensity ?? 0) * 100),
          })}
        </Notice>
      ) : null}
      {eligible ? null : (
        <Notice kind="warning">
          <p>{t('delegate.ineligible', { name })}</p>
          {reason === null ? null : <p lang="en">{reason}</p>}
        </Notice>
      )}
      {exit === 'none' ? null : <Notice kind="warning">{t('delegate.leaving', { name })}</Notice>}
    </>
  )
}
