import { useTranslation } from 'react-i18next'
import { useIsOffline } from '../data/connection.ts'
import { useNetwork } from '../data/use-network.ts'
import { useFormat } from '../format/use-format.ts'
import { Notice } from '../ui/notice.tsx'

/** Says that what is shown may be old: without the portal's server, or without a node behind it. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const format = useFormat()
  const isOffline = useIsOffline()
  const { data: network } = useNetwork()
  if (isOffline) return <Notice kind="warning">{t('state.offline')}</Notice>
  if (network === undefined || network.node.reachable) return null
  return (
    <Notice kind="warning">
      {t('state.nodeDown', { height: format.integer(network.index.height) })}
    </Notice>
  )
}
