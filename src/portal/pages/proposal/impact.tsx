import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proposalImpactQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { useWallet } from '../../wallet/wallet-state.ts'
import styles from './proposal.module.css'

type ImpactAnswer = Schemas['Impact']
type Voter = NonNullable<ImpactAnswer['voter']>
type VotedFor = Voter['delegates'][number]

/** Kinds whose effect on rewards and sets can be reckoned. */
const WITH_FIGURES = new Set<Schemas['Proposal']['kind']>(['policy', 'treasury', 'script'])

/** What it would have done over the last epochs, by the node: for all, and for the connected account. */
export function Impact({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const wallet = useWallet()
  const account = wallet.status === 'connected' ? wallet.address : undefined
  const [isWanted, setWanted] = useState(false)
  const { id, kind, live } = proposal
  if (!WITH_FIGURES.has(kind)) return null
  return (
    <Panel title={t('impact.title')}>
      <p className={classes(styles.soft)}>{t('impact.lead')}</p>
      {isWanted || (account !== undefined && live) ? (
        <Reckoned id={id} account={account} />
      ) : (
        <p>
          <Button onPress={() => setWanted(true)}>{t('impact.show')}</Button>
        </p>
      )}
    </Panel>
  )
}

function Reckoned({ id, account }: { readonly id: number; readonly account: string | undefined }) {
  const { t } = useTranslation('governance')
  const query = useQuery(proposalImpactQuery(id, account))
  return (
    <QueryState query={query} lines={4}>
      {(impact) => (
        <>
          {account === undefined ? (
            <Notice>{t('impact.noWallet')}</Notice>
          ) : (
            <ForVoter voter={impact.voter} epochs={impact.epochs.length} />
          )}
          <Sums impact={impact} />
          <Rest impact={impact} />
        </>
      )}
    </QueryState>
  )
}

function sumOf(rewards: VotedFor['before']): bigint {
  return BigInt(rewards.blockRau) + BigInt(rewards.epochRau) + BigInt(rewards.foundationRau)
}

/** What becomes of the part of an account: by what its delegates promise to pay. */
function ForVoter({ voter, epochs }: { readonly voter: Voter | null; readonly epochs: number }) {
  const { t } = useTranslation('governance')
  if (voter === null || voter.delegates.length === 0) {
    return <Notice>{t('impact.noVotes')}</Notice>
  }
  const columns: readonly Column<VotedFor>[] = [
    {
      id: 'delegate',
      header: t('records.delegate'),
      cell: ({ delegate }) => <DelegateLink delegate={delegate} />,
      isRowName: true,
    },
    {
      id: 'all',
      header: t('impact.delegateGets'),
      cell: ({ before, after }) => <Change before={sumOf(before)} after={sumOf(after)} />,
      isNumeric: true,
    },
    {
      id: 'mine',
      header: t('impact.youGet'),
      cell: ({ promised }) =>
        promised === null ? (
          t('impact.noPromise')
        ) : (
          <Change before={BigInt(promised.beforeRau)} after={BigInt(promised.afterRau)} />
        ),
      isNumeric: true,
    },
  ]
  return (
    <>
      <h3>{t('impact.mine', { count: epochs })}</h3>
      <DataTable
        label={t('impact.mine', { count: epochs })}
        rows={voter.delegates}
        rowKey={({ delegate }) => delegate.id}
        columns={columns}
      />
    </>
  )
}

const SUMS = [
  'blockRau',
  'epochRau',
  'foundationRau',
  'communityRau',
  'slashedRau',
] as const satisfies readonly (keyof ImpactAnswer['sum']['before'])[]

function Sums({ impact }: { readonly impact: ImpactAnswer }) {
  const { t } = useTranslation('governance')
  const rows = SUMS.map((name) => ({
    name,
    before: BigInt(impact.sum.before[name]),
    after: BigInt(impact.sum.after[name]),
  })).filter(({ before, after }) => before !== 0n || after !== 0n)
  if (rows.length === 0) return null
  const label = t('impact.sums', { count: impact.epochs.length })
  return (
    <>
      <h3>{label}</h3>
      <DataTable
        label={label}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          {
            id: 'name',
            header: t('impact.what'),
            cell: ({ name }) => t(`impact.kinds.${name}`),
            isRowName: true,
          },
          {
            id: 'before',
            header: t('impact.before'),
            cell: ({ before }) => <Coins rau={before} />,
            isNumeric: true,
          },
          {
            id: 'after',
            header: t('impact.after'),
            cell: ({ before, after }) => <Change before={before} after={after} />,
            isNumeric: true,
          },
        ]}
      />
    </>
  )
}

/** An amount as it would be, and by how much it is more or less. */
function Change({ before, after }: { readonly before: bigint; readonly after: bigint }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const difference = after - before
  return (
    <span>
      <Coins rau={after} />{' '}
      <span className={classes(styles.soft)}>
        {difference === 0n
          ? t('impact.same')
          : t(difference > 0n ? 'impact.more' : 'impact.less', {
              rau: format.coins(difference < 0n ? -difference : difference),
            })}
      </span>
    </span>
  )
}

/** Who would be elected, what has no figure, and what was taken for granted. */
function Rest({ impact }: { readonly impact: ImpactAnswer }) {
  const { t } = useTranslation('governance')
  const { set, gaps, noFigures, notes, treasury } = impact
  const before = new Set(set?.before.map(({ delegate }) => delegate.id))
  const after = new Set(set?.after.map(({ delegate }) => delegate.id))
  const enters = set?.after.filter(({ delegate }) => !before.has(delegate.id)) ?? []
  const leaves = set?.before.filter(({ delegate }) => !after.has(delegate.id)) ?? []
  const last = treasury?.at(-1)
  return (
    <>
      {set === null ? null : enters.length + leaves.length === 0 ? (
        <p>{t('impact.sameSet')}</p>
      ) : (
        <ul>
          {enters.map(({ delegate }) => (
            <li key={delegate.id}>
              {t('impact.enters')} <DelegateLink delegate={delegate} />
            </li>
          ))}
          {leaves.map(({ delegate }) => (
            <li key={delegate.id}>
              {t('impact.leaves')} <DelegateLink delegate={delegate} />
            </li>
          ))}
        </ul>
      )}
      {last === undefined ? null : (
        <p>
          {t('impact.fund')} <Coins rau={last.fundRau} />, {t('impact.owed')}{' '}
          <Coins rau={last.owedRau} />
        </p>
      )}
      {noFigures.length + gaps.length + notes.length === 0 ? null : (
        <details className={classes(styles.revisions)}>
          <summary>{t('impact.notes')}</summary>
          <ul lang="en" className={classes(styles.notes)}>
            {noFigures.map(({ change, reason }) => (
              <li key={change}>
                {change}: {reason}
              </li>
            ))}
            {gaps.map(({ epoch, gap, reason }) => (
              <li key={`${epoch} ${gap}`}>
                {epoch}: {gap}, {reason}
              </li>
            ))}
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
