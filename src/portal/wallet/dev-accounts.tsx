import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Select } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { QueryState } from '../ui/query-state.tsx'
import { shorten } from '../ui/values.tsx'
import styles from './connect-dialog.module.css'
import { chooseDevAccount, type DevAccount, listDevAccounts } from './dev-wallet.ts'

interface DevAccountsProps {
  /** There is no other wallet in this browser. */
  readonly isOnlyWay: boolean
  readonly onChoose: () => void
}

/** The accounts of the development network: the built-in wallet signs for one of them. */
export function DevAccounts(props: DevAccountsProps) {
  const query = useQuery({ queryKey: ['dev-accounts'], queryFn: listDevAccounts })
  return (
    <QueryState query={query} lines={2}>
      {(accounts) => <Chooser accounts={accounts} {...props} />}
    </QueryState>
  )
}

function Chooser({
  accounts,
  isOnlyWay,
  onChoose,
}: DevAccountsProps & { readonly accounts: readonly DevAccount[] }) {
  const { t } = useTranslation('wallet')
  const [chosen, setChosen] = useState<Address | undefined>(accounts[0]?.address)
  if (chosen === undefined) return null
  return (
    <section className={classes(styles.dev)}>
      <h3>{t('devTitle')}</h3>
      <Notice kind="warning">{t('devWarning')}</Notice>
      <Select
        label={t('devAccount')}
        value={chosen}
        options={accounts.map(({ name, address }) => [address, `${name} · ${shorten(address)}`])}
        onChange={setChosen}
      />
      <Button
        kind={isOnlyWay ? 'main' : 'plain'}
        onPress={() => {
          chooseDevAccount(chosen)
          onChoose()
        }}
      >
        {t('devConnect')}
      </Button>
    </section>
  )
}
