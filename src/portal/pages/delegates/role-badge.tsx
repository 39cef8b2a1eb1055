import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'

type Role = Schemas['DelegateSummary']['role']

const TONES: Readonly<Record<Role, Tone>> = {
  producer: 'accent',
  verifier: 'brass',
  standby: 'plain',
  none: 'plain',
}

/** What a delegate does in an epoch; why it takes no part is in the title. */
export function RoleBadge({
  role,
  reason = null,
}: {
  readonly role: Role
  readonly reason?: string | null
}) {
  const { t } = useTranslation('delegates')
  return (
    <span {...(reason === null ? {} : { title: reason })}>
      <Badge tone={TONES[role]}>{t(`role.${role}`)}</Badge>
    </span>
  )
}

/** What is wrong with a delegate, or that it leaves; nothing when all is well. */
export function StandingBadges({
  delegate: { probationEpochs, retired, exit },
}: {
  readonly delegate: Pick<Schemas['DelegateSummary'], 'probationEpochs' | 'retired' | 'exit'>
}) {
  const { t } = useTranslation('delegates')
  return (
    <>
      {probationEpochs > 0 ? <Badge tone="bad">{t('probation')}</Badge> : null}
      {retired ? <Badge>{t('retired')}</Badge> : null}
      {exit === 'none' || retired ? null : <Badge tone="brass">{t(`exit.${exit}`)}</Badge>}
    </>
  )
}
