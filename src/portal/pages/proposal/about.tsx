import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import type { Schemas } from '../../data/queries.ts'
import { Facts } from '../../ui/facts.tsx'
import { Address, Coins, DelegateLink, HashText, Moment } from '../../ui/values.tsx'

/** Who made it, its deposit, and the terms that hold for it to its end. */
export function About({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const { details, depositReturned } = proposal
  const epochs = (count: number): string => t('epochs', { count, figure: format.integer(count) })
  const deposit =
    depositReturned === null ? 'depositHeld' : depositReturned ? 'depositBack' : 'depositLost'
  return (
    <Facts
      items={[
        [
          t('about.proposer'),
          proposal.delegate === null ? (
            <Address key="proposer" address={proposal.proposer} />
          ) : (
            <DelegateLink key="proposer" delegate={proposal.delegate} />
          ),
        ],
        [
          t('about.submitted'),
          <Moment key="submitted" ms={proposal.submittedTimeMs} isRelative={false} />,
        ],
        [
          t('about.deposit'),
          <span key="deposit">
            <Coins rau={proposal.depositRau} />, {t(`about.${deposit}`)}
          </span>,
        ],
        [t('about.revision'), format.integer(proposal.revision)],
        [t('about.root'), <HashText key="root" hash={proposal.root} />],
        ...(details === null
          ? []
          : ([
              [t('about.window'), epochs(details.terms.supportWindowEpochs)],
              [t('about.debate'), epochs(details.terms.debateEpochs)],
              [t('about.notice'), epochs(details.terms.noticeEpochs)],
              [t('about.voting'), epochs(details.terms.votingEpochs)],
              [t('about.timelock'), epochs(details.terms.timelockEpochs)],
              [t('about.maturity'), epochs(details.terms.maturityEpochs)],
            ] as const)),
      ]}
    />
  )
}
