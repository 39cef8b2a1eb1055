import { useTranslation } from 'react-i18next'
import type { Post } from '../data/forum-queries.ts'
import { useFormat } from '../format/use-format.ts'
import { Badge } from '../ui/badge.tsx'

/** What the author had to do with the subject when the post was written, by the chain. */
export function RelationBadge({ relation }: { readonly relation: Post['relation'] }) {
  const { t } = useTranslation('discussion')
  const format = useFormat()
  const { kind, sinceEpoch, powerRau } = relation
  if (kind === 'none') return <Badge>{t('relations.none')}</Badge>
  const power = powerRau === null ? '' : t('withPower', { rau: format.coins(BigInt(powerRau)) })
  const since = sinceEpoch === null ? '' : t('since', { epoch: format.integer(sinceEpoch) })
  return (
    <Badge tone={kind === 'delegate' || kind === 'proposer' ? 'brass' : 'accent'}>
      {[t(`relations.${kind}`), since, power].filter((part) => part !== '').join(' · ')}
    </Badge>
  )
}
