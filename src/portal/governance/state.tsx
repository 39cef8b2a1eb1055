import { useTranslation } from 'react-i18next'
import type { Schemas } from '../data/queries.ts'
import { Badge, type Tone } from '../ui/badge.tsx'
import { type Step, useWhen } from './use-when.ts'

export type ProposalState = Schemas['ProposalSummary']['state']

const TONES: Partial<Readonly<Record<ProposalState, Tone>>> = {
  support: 'accent',
  qualified: 'accent',
  voting: 'brass',
  extended: 'brass',
  tallying: 'brass',
  confirmed: 'good',
  timelocked: 'good',
  signalling: 'good',
  'locked-in': 'good',
  ready: 'good',
  actioned: 'good',
  rejected: 'bad',
  defeated: 'bad',
  cancelled: 'bad',
  expired: 'bad',
  'timed-out': 'bad',
  'exec-failed': 'bad',
}

/** Where a proposal stands, in a word or two. */
export function StateBadge({ state }: { readonly state: ProposalState }) {
  const { t } = useTranslation('governance')
  return <Badge tone={TONES[state] ?? 'plain'}>{t(`states.${state}`)}</Badge>
}

/** What comes next and when, in a sentence. */
export function NextStep({ next }: { readonly next: Step | null }) {
  const { t } = useTranslation('governance')
  const when = useWhen()
  if (next === null) return t('next.none')
  if (next.step === 'qualification' && next.latestEpoch !== null) {
    return t('next.support', { when: when.end(next.latestEpoch) })
  }
  return t('next.step', { step: t(`steps.${next.step as 'checks'}`), when: when.step(next) })
}
