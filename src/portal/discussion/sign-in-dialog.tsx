import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { createNonce, sessionQuery, signIn } from '../data/forum-queries.ts'
import { ApiError } from '../data/api-error.ts'
import { showToast } from '../layout/toasts.tsx'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { QueryState } from '../ui/query-state.tsx'
import { describeWalletError } from '../wallet/wallet-error.ts'
import { useWalletNetwork } from '../wallet/use-wallet-network.ts'
import { type ConnectedWallet, WalletGate } from '../wallet/wallet-gate.tsx'
import { openWallets } from '../wallet/wallet-state.ts'
import styles from './discussion.module.css'

/** A signature of an account with a key, written in hex: 65 bytes. Contract wallets (EIP-1271) answer with others. */
const ACCOUNT_SIGNATURE_DIGITS = 2 + 2 * 65

/** The wallet is a contract. This network has none that could be asked whether a signature is right. */
class ContractWalletError extends Error {
  override name = 'ContractWalletError'
}

/** Signs in with Ethereum (ERC-4361). The words that the wallet signs are shown before it is asked. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('discussion')
  return (
    <Dialog title={t('signIn')} isOpen onClose={onClose}>
      <p>{t('signInText')}</p>
      <WalletGate>
        {(wallet) => <SignIn key={wallet.address} wallet={wallet} onClose={onClose} />}
      </WalletGate>
    </Dialog>
  )
}

function SignIn({
  wallet,
  onClose,
}: {
  readonly wallet: ConnectedWallet
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const { t: tWallet } = useTranslation('wallet')
  const network = useWalletNetwork()
  const client = useQueryClient()
  // A number serves for one attempt: nothing of this is kept.
  const message = useQuery({
    queryKey: ['sign-in', wallet.address],
    queryFn: () => writeMessage(wallet.address),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const signing = useMutation({
    mutationFn: async (words: string) => {
      if (network === undefined) return
      const engine = await openWallets(network)
      const signature = await engine.signMessage(words)
      if (signature.length !== ACCOUNT_SIGNATURE_DIGITS) throw new ContractWalletError()
      await signIn(words, signature)
    },
    networkMode: 'always',
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      // Which reactions are one’s own depends on who reads.
      await client.invalidateQueries({ queryKey: ['thread'] })
      showToast(t('nowSignedIn'))
      onClose()
    },
    onError: () => message.refetch(),
  })
  const problem = signing.error
  return (
    <QueryState query={message} lines={6}>
      {(words) => (
        <>
          <pre className={classes(styles.message)} tabIndex={0} aria-label={t('messageLabel')}>
            {words}
          </pre>
          {problem === null ? null : (
            <Notice kind="error">
              {problem instanceof ContractWalletError ? (
                t('contractWallet')
              ) : problem instanceof ApiError && problem.message !== '' ? (
                <p lang="en">{problem.message}</p>
              ) : (
                describeWalletError(problem, tWallet)
              )}
            </Notice>
          )}
          <Button
            kind="main"
            isDisabled={signing.isPending || message.isFetching}
            onPress={() => signing.mutate(words)}
          >
            {t(signing.isPending ? 'signing' : 'sign')}
          </Button>
        </>
      )}
    </QueryState>
  )
}

/** The message of ERC-4361 for this site, now. */
async function writeMessage(address: `0x${string}`): Promise<string> {
  const [{ nonce, chainId, statement, version, expiresMs }, { createSiweMessage }] =
    await Promise.all([createNonce(), import('viem/siwe')])
  return createSiweMessage({
    address,
    chainId,
    domain: location.host,
    uri: location.origin,
    version,
    statement,
    nonce,
    issuedAt: new Date(),
    expirationTime: new Date(expiresMs),
  })
}
