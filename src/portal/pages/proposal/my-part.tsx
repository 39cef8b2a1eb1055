import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountPowerQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Coins } from '../../ui/values.tsx'
import { MyBallot } from './my-ballot.tsx'
import { MyDelegation } from './my-delegation.tsx'
import { MySupport } from './my-support.tsx'
import { MyWithdrawal } from './my-withdrawal.tsx'
import { MyWork } from './my-work.tsx'

type Proposal = Schemas['Proposal']

/** States in which another proposal can stop it. */
const STOPPABLE = new Set<Proposal['state']>([
  'timelocked',
  'signalling',
  'locked-in',
  'assigned',
  'in-progress',
  'review',
])

/** The power of the connected account, and what it can do now. */
export function MyPart({
  proposal,
  account,
}: {
  readonly proposal: Proposal
  readonly account: `0x${string}`
}) {
  const { t } = useTranslation('governance')
  const { state } = proposal
  const isSearching = state === 'submitted' || state === 'support'
  const isProposer = proposal.proposer.toLowerCase() === account.toLowerCase()
  return (
    <>
      <MyPower proposal={proposal} account={account} />
      {state === 'submitted' ? <p>{t('mine.waitsForChecks')}</p> : null}
      {state === 'support' ? <MySupport proposal={proposal} account={account} /> : null}
      {state === 'qualified' ? <p>{t('mine.waitsForVote')}</p> : null}
      {state === 'voting' || state === 'extended' ? (
        <MyBallot proposal={proposal} account={account} />
      ) : null}
      {state === 'tallying' ? <p>{t('mine.counting')}</p> : null}
      {state === 'support' && isProposer ? <MyRevision id={proposal.id} /> : null}
      {isSearching && isProposer ? <MyWithdrawal proposal={proposal} /> : null}
      <MyWork proposal={proposal} account={account} />
      {STOPPABLE.has(state) ? <CounterVote id={proposal.id} /> : null}
      <MyDelegation proposal={proposal} account={account} />
    </>
  )
}

function MyRevision({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  return (
    <>
      <p>{t('mine.revise')}</p>
      <ButtonLink to="/propose" search={{ revise: id }}>
        {t('mine.reviseNow')}
      </ButtonLink>
    </>
  )
}

function CounterVote({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  return (
    <>
      <p>{t('mine.counterVote')}</p>
      <ButtonLink to="/propose" search={{ kind: 'cancel', target: id }}>
        {t('mine.stopIt')}
      </ButtonLink>
    </>
  )
}

function MyPower({ proposal, account }: { readonly proposal: Proposal; readonly account: string }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const query = useQuery(accountPowerQuery(account))
  return (
    <QueryState query={query} lines={2}>
      {(power) => {
        const mine = power.classes.find((each) => each.class === proposal.class)
        if (mine === undefined) return null
        if (power.excluded) return <Notice kind="warning">{t('mine.excluded')}</Notice>
        const aged = BigInt(mine.agedRau)
        return (
          <>
            <Facts
              items={[
                [
                  <Term key="power" id="power">
                    {t('mine.power')}
                  </Term>,
                  <Coins key="rau" rau={mine.agedRau} />,
                ],
                [t('mine.share'), format.share(aged, BigInt(mine.totalRau))],
              ]}
            />
            <p>
              {t('mine.asOf', {
                epoch: format.integer(power.epoch),
                count: mine.maturityEpochs,
              })}
              {proposal.qualifiedEpoch === null
                ? null
                : ` ${t('mine.snapshot', { epoch: format.integer(proposal.qualifiedEpoch) })}`}
            </p>
            {aged === 0n && BigInt(power.powerRau) > 0n ? <p>{t('mine.young')}</p> : null}
            {BigInt(power.powerRau) === 0n ? <p>{t('mine.noPower')}</p> : null}
          </>
        )
      }}
    </QueryState>
  )
}
