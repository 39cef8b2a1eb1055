import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import styles from './connect-dialog.module.css'
import { DevAccounts } from './dev-accounts.tsx'
import type { FoundWallet, WalletEngine } from './engine.ts'
import { describeWalletError } from './wallet-error.ts'
import { openWallets, type WalletNetwork } from './wallet-state.ts'

/** The wallets of this browser, to choose one. */
export function ConnectDialog({
  network,
  onClose,
}: {
  readonly network: WalletNetwork
  readonly onClose: () => void
}) {
  const { t } = useTranslation('wallet')
  const [engine, setEngine] = useState<WalletEngine>()
  const [wallets, setWallets] = useState<readonly FoundWallet[]>([])
  const [error, setError] = useState<unknown>()

  useEffect(() => {
    let stop: (() => void) | undefined
    let isGone = false
    openWallets(network).then((opened) => {
      if (isGone) return
      setEngine(opened)
      setWallets(opened.wallets())
      stop = opened.onWallets(() => setWallets(opened.wallets()))
    }, setError)
    return () => {
      isGone = true
      stop?.()
    }
  }, [network])

  async function choose(id: string): Promise<void> {
    setError(undefined)
    try {
      await engine?.connect(id)
      onClose()
    } catch (cause) {
      setError(cause)
    }
  }

  const extensions = wallets.filter(({ isDev }) => !isDev)
  const devWallet = wallets.find(({ isDev }) => isDev)
  return (
    <Dialog title={t('choose')} isOpen onClose={onClose}>
      <p>{t('chooseLead', { network: network.name })}</p>
      {error === undefined ? null : <Notice kind="error">{describeWalletError(error, t)}</Notice>}
      {engine === undefined && error === undefined ? <Skeleton lines={2} /> : null}
      {extensions.length === 0 && engine !== undefined ? <Notice>{t('noWallet')}</Notice> : null}
      <ul className={classes(styles.wallets)}>
        {extensions.map(({ id, name, icon }) => (
          <li key={id}>
            <Button onPress={() => void choose(id)}>
              {icon === undefined ? null : (
                <img src={icon} alt="" width={24} height={24} className={classes(styles.icon)} />
              )}
              {name}
            </Button>
          </li>
        ))}
      </ul>
      {devWallet === undefined ? null : (
        <DevAccounts
          isOnlyWay={extensions.length === 0}
          onChoose={() => void choose(devWallet.id)}
        />
      )}
    </Dialog>
  )
}
