import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '../ui/button.tsx'
import { ChoiceMenu } from '../ui/choice-menu.tsx'
import { shorten } from '../ui/values.tsx'
import { onConnectRequest } from './connect-request.ts'
import { useWalletNetwork } from './use-wallet-network.ts'
import { openWallets, reconnectWallet, useWallet } from './wallet-state.ts'

const ConnectDialog = lazy(async () => ({
  default: (await import('./connect-dialog.tsx')).ConnectDialog,
}))

/** The account at the end of the header: a button to connect, or a menu of who is connected. */
export function AccountMenu() {
  const { t } = useTranslation('wallet')
  const wallet = useWallet()
  const network = useWalletNetwork()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)

  useEffect(() => onConnectRequest(() => setOpen(true)), [])
  useEffect(() => {
    if (network !== undefined) void reconnectWallet(network)
  }, [network])

  if (network === undefined) return <Button isDisabled>{t('connect')}</Button>

  async function act(choice: 'account' | 'change' | 'disconnect'): Promise<void> {
    if (network === undefined || wallet.status !== 'connected') return
    if (choice === 'account') {
      await navigate({ to: '/accounts/$address', params: { address: wallet.address } })
    } else if (choice === 'change') setOpen(true)
    else await (await openWallets(network)).disconnect()
  }

  return (
    <>
      {wallet.status === 'connected' ? (
        <ChoiceMenu
          label={t('menu')}
          button={shorten(wallet.address)}
          value="none"
          options={[
            ['account', t('myAccount')],
            ['change', t('change')],
            ['disconnect', t('disconnect')],
          ]}
          onChoose={(choice) => void act(choice as 'account' | 'change' | 'disconnect')}
        />
      ) : (
        <Button onPress={() => setOpen(true)}>{t('connect')}</Button>
      )}
      {isOpen ? (
        <Suspense fallback={null}>
          <ConnectDialog network={network} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
