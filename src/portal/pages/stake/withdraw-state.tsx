import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Lock } from './lock.ts'

/** Why nothing can be withdrawn yet; nothing when it can. */
export function WithdrawState({ lock, bucket }: { readonly lock: Lock; readonly bucket: number }) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  if (lock.kind === 'free' || lock.kind === 'withdrawn') return null
  if (lock.kind === 'waiting') {
    const date = format.dateTimeShort(lock.atSeconds * 1_000)
    return <Notice>{t('actions.withdraw.tooEarly', { date })}</Notice>
  }
  return (
    <Notice>
      <p>{t('actions.withdraw.notUnlocked')}</p>
      <ButtonLink to="/stake/$action" params={{ action: 'unlock' }} search={{ bucket }}>
        {t('actions.unlock.title')}
      </ButtonLink>
    </Notice>
  )
}
