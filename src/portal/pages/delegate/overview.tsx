import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { ExternalLink } from '../../ui/external-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Columns, Panel } from '../../ui/page.tsx'
import { Address, Coins, HashText } from '../../ui/values.tsx'

/** Who it is, how it stands, and what it promises. */
export function Overview({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const { profile } = delegate
  const none = t('none')
  return (
    <>
      <Panel title={t('standing')}>
        <Facts
          items={[
            [t('rank'), delegate.rank === null ? none : format.integer(delegate.rank)],
            [
              <Term key="term" id="votes" />,
              <>
                <Coins rau={delegate.votesRau} unit="none" isShort />{' '}
                {`(${format.basisPoints(delegate.voteShareBps)})`}
              </>,
            ],
            ...(delegate.effectiveVotesRau === delegate.votesRau
              ? []
              : [
                  [
                    <Term key="term" id="probation">
                      {t('effectiveVotes')}
                    </Term>,
                    <Coins key="amount" rau={delegate.effectiveVotesRau} unit="none" isShort />,
                  ] as const,
                ]),
            [
              <Term key="term" id="selfStake" />,
              <Coins key="amount" rau={delegate.selfStakeRau} isShort />,
            ],
            [
              <Term key="term" id="uptime" />,
              delegate.uptimeBps === null ? none : format.basisPoints(delegate.uptimeBps),
            ],
            [t('voters'), format.integer(delegate.voters)],
            [
              <Term key="term" id="bucket">
                {t('buckets')}
              </Term>,
              format.integer(delegate.buckets),
            ],
            [t('drawNumber'), format.integer(delegate.registration)],
          ]}
        />
      </Panel>
      <Columns>
        <Panel title={t('profile')}>
          {profile === null ? (
            <p>{t('noProfile')}</p>
          ) : (
            <>
              <Facts
                items={[
                  [t('group'), profile.group === '' ? none : profile.group],
                  [t('region'), profile.region === '' ? none : profile.region],
                  [t('version'), format.integer(profile.version)],
                ]}
              />
              <ul>
                {[profile.website, ...profile.links]
                  .filter((url) => url !== '')
                  .map((url) => (
                    <li key={url}>
                      <ExternalLink url={url} />
                    </li>
                  ))}
              </ul>
            </>
          )}
        </Panel>
        <Panel title={<Term id="commission">{t('commissions')}</Term>}>
          {profile === null ? (
            <p>{t('noProfile')}</p>
          ) : (
            <Facts
              items={[
                [t('ofBlocks'), format.basisPoints(profile.blockCommissionBps)],
                [t('ofEpochs'), format.basisPoints(profile.epochCommissionBps)],
                [t('ofBonus'), format.basisPoints(profile.bonusCommissionBps)],
              ]}
            />
          )}
          <p>{t('commissionNote')}</p>
        </Panel>
        <Panel title={t('keys')}>
          <Facts
            items={[
              [t('identity'), <Address key="address" address={delegate.id} />],
              [t('owner'), <Address key="address" address={delegate.owner} />],
              [t('operator'), <Address key="address" address={delegate.operator} />],
              [t('reward'), <Address key="address" address={delegate.reward} />],
              [
                t('consensusKey'),
                delegate.consensusKey === null ? none : <HashText hash={delegate.consensusKey} />,
              ],
              [t('blsKey'), delegate.blsKey === null ? none : <HashText hash={delegate.blsKey} />],
            ]}
          />
        </Panel>
      </Columns>
    </>
  )
}
