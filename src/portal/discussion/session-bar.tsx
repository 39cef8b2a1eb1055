import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionQuery, signOut } from '../data/forum-queries.ts'
import type { Schemas } from '../data/queries.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Address, DelegateLink } from '../ui/values.tsx'
import { useWallet } from '../wallet/wallet-state.ts'
import styles from './discussion.module.css'
import { SignInDialog } from './sign-in-dialog.tsx'

/** Who is signed in, or the way to do so. */
export function SessionBar({ session }: { readonly session: Schemas['Session'] | null }) {
  const { t } = useTranslation('discussion')
  const wallet = useWallet()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const leaving = useMutation({
    mutationFn: signOut,
    networkMode: 'always',
    onSettled: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
  const isOther =
    session !== null &&
    wallet.status === 'connected' &&
    wallet.address.toLowerCase() !== session.address.toLowerCase()
  return (
    <div className={classes(styles.session)}>
      {session === null ? (
        <>
          <p>{t('signInLead')}</p>
          <Button onPress={() => setOpen(true)}>{t('signIn')}</Button>
        </>
      ) : (
        <>
          <p>
            {t('signedIn')}{' '}
            {session.delegate === null ? (
              <Address address={session.address} />
            ) : (
              <DelegateLink delegate={session.delegate} />
            )}{' '}
            {session.moderator ? <Badge tone="brass">{t('moderator')}</Badge> : null}
          </p>
          {isOther ? <Button onPress={() => setOpen(true)}>{t('signInOther')}</Button> : null}
          <Button kind="quiet" onPress={() => leaving.mutate()}>
            {t('signOut')}
          </Button>
        </>
      )}
      {isOpen ? <SignInDialog onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
