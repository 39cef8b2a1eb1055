import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseHexAddress } from '#base/address.ts'
import { accountPowerQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { callDelegatePower } from '../../transactions/governance-calls.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Address } from '../../ui/values.tsx'
import styles from './my-part.module.css'
import { Signing } from './signing.tsx'

/** Lets somebody else vote with the power of the account in this class of proposals, from the next vote on. */
export function MyDelegation({
  proposal,
  account,
}: {
  readonly proposal: Schemas['Proposal']
  readonly account: string
}) {
  const { t } = useTranslation('governance')
  const planId = `delegate-power-${proposal.class}`
  const power = useQuery(accountPowerQuery(account)).data
  const delegate = power?.classes.find((each) => each.class === proposal.class)?.delegate ?? null
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const [call, setCall] = usePreparedCall(planId, account)

  function prepare(): void {
    const address = parseHexAddress(text.trim())
    if (address === undefined) return setProblem(t('mine.badDelegate'))
    if (address === account.toLowerCase()) return setProblem(t('mine.notYourself'))
    setProblem(undefined)
    setCall(callDelegatePower(proposal.class, address))
  }

  return (
    <details className={classes(styles.more)}>
      <summary>{t('mine.delegation')}</summary>
      {call === undefined ? (
        <form
          className={classes(styles.form)}
          onSubmit={(event) => {
            event.preventDefault()
            prepare()
          }}
        >
          <p>{t('mine.delegationLead', { name: t(`classes.${proposal.class}`) })}</p>
          {delegate === null ? (
            <p>{t('mine.noDelegate')}</p>
          ) : (
            <>
              <p>
                {t('mine.delegate')} <Address address={delegate} />
              </p>
              <Button onPress={() => setCall(callDelegatePower(proposal.class, undefined))}>
                {t('mine.takeBack')}
              </Button>
            </>
          )}
          <div className={classes(styles.wide)}>
            <TextField
              label={t('mine.delegateTo')}
              value={text}
              onChange={setText}
              maxLength={42}
              placeholder="0x…"
              error={problem}
            />
          </div>
          <Button type="submit">{t('mine.delegatePower')}</Button>
        </form>
      ) : (
        <Signing planId={planId} call={call} onLeave={() => setCall(undefined)} />
      )}
    </details>
  )
}
