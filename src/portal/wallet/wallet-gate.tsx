import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { showToast } from '../layout/toasts.tsx'
import { requestConnect } from './connect-request.ts'
import { useWalletNetwork } from './use-wallet-network.ts'
import { describeWalletError } from './wallet-error.ts'
import { openWallets, useWallet, type WalletState } from './wallet-state.ts'

export type ConnectedWallet = Extract<WalletState, { readonly status: 'connected' }>

/** Shows what needs a wallet, or what is missing: no wallet, or one on another chain, each with the way out. */
export function WalletGate({
  children,
}: {
  readonly children: (wallet: ConnectedWallet) => ReactNode
}) {
  const { t } = useTranslation('wallet')
  const wallet = useWallet()
  const network = useWalletNetwork()
  if (wallet.status !== 'connected' || network === undefined) {
    return (
      <Notice>
        <p>{t('needed')}</p>
        <Button kind="main" onPress={requestConnect} isDisabled={network === undefined}>
          {t('connect')}
        </Button>
      </Notice>
    )
  }
  if (wallet.chainId !== network.chainId) {
    const change = async (): Promise<void> => {
      const engine = await openWallets(network)
      await engine
        .switchToNetwork()
        .catch((error: unknown) => showToast(describeWalletError(error, t), 'error'))
    }
    return (
      <Notice kind="warning">
        <p>{t('wrongChain', { network: network.name, wallet: wallet.walletName })}</p>
        <Button kind="main" onPress={() => void change()}>
          {t('switchChain', { network: network.name })}
        </Button>
      </Notice>
    )
  }
  return children(wallet)
}
