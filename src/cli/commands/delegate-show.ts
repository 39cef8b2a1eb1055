import type { Command } from 'commander'
import type { Delegate, Profile } from '#sdk/reads/records.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { count, whole } from '../words.ts'

/** `boule delegate show`: everything about one delegate. */
export function addDelegateShow({ terminal }: CommandHome, parent: Command): void {
  addNetworkOptions(parent.command('show'))
    .description('everything about one delegate')
    .argument('<delegate>', 'name or identity')
    .action(async (nameOrId: string, options: NetworkOptions) => {
      const { client } = await openNetwork(terminal, options)
      const delegate = await client.getDelegate({ delegate: nameOrId })
      if (options.json) return printJson(terminal, delegate)
      terminal.write(formatFacts([...delegateFacts(delegate), ...profileFacts(delegate.profile)]))
    })
}

type Facts = readonly (readonly [string, string])[]

function delegateFacts(delegate: Delegate): Facts {
  const { activity } = delegate
  return [
    ['delegate', `${delegate.name}, registration ${whole(delegate.registration)}`],
    ['identity', `${delegate.id} (${delegate.ioId})`],
    ['owner', delegate.owner],
    ['operator', delegate.operator],
    ['reward address', delegate.reward],
    ['rank', delegate.rank === null ? 'none' : whole(delegate.rank)],
    ['votes', `${formatCoins(delegate.votesRau)} from ${count(delegate.buckets, 'bucket')}`],
    ...(delegate.effectiveVotesRau === delegate.votesRau
      ? []
      : [['of which count', formatCoins(delegate.effectiveVotesRau)] as const]),
    ['self-stake', describeSelfStake(delegate)],
    [
      'election',
      delegate.eligible ? 'takes part' : `takes no part: ${delegate.reason ?? 'no reason given'}`,
    ],
    [
      'this epoch',
      `${delegate.role === 'none' ? 'no seat' : delegate.role}; produced ${activity.produced}, missed ${activity.missed}`,
    ],
    [
      'probation',
      delegate.probationEpochs === 0
        ? 'no'
        : `for ${count(delegate.probationEpochs, 'unproductive epoch')}`,
    ],
    ...(delegate.offline ? [['offline', 'yes'] as const] : []),
    ['consensus key', delegate.consensusKey ?? 'none'],
    ['BLS key', delegate.blsKey ?? 'none'],
    ...describeExit(delegate),
  ]
}

function describeSelfStake(delegate: Delegate): string {
  return delegate.selfStakeBucket === null
    ? 'none'
    : `${formatCoins(delegate.selfStakeRau)} coins in bucket ${delegate.selfStakeBucket}`
}

function describeExit(delegate: Delegate): Facts {
  if (delegate.retired) return [['exit', 'has left for good']]
  if (delegate.exit === null) return []
  return [
    [
      'exit',
      delegate.exit === 'queued'
        ? 'waits in the queue'
        : `to be confirmed from block ${whole(delegate.exit)}`,
    ],
  ]
}

function profileFacts(profile: Profile | null): Facts {
  if (profile === null) return [['profile', 'none']]
  const { blockCommissionBps, epochCommissionBps, bonusCommissionBps } = profile
  const optional: Facts = [
    ['display name', profile.displayName],
    ['group', profile.group],
    ['website', profile.website],
    ['region', profile.region],
    ['logo', hashText(profile.logoHash)],
    ['text', hashText(profile.textHash)],
    ...profile.links.map((link) => ['link', link] as const),
  ]
  return [
    ['profile', `version ${profile.version} of block ${whole(profile.height)}`],
    ...optional
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, printable(value)] as const),
    [
      'keeps',
      `${percent(blockCommissionBps)} of block rewards, ${percent(epochCommissionBps)} of epoch rewards, ${percent(bonusCommissionBps)} of bonuses`,
    ],
  ]
}

/** A hash of zeros stands for none. */
function hashText(hash: string | null): string {
  return hash === null || /^0x0*$/.test(hash) ? '' : hash
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`
}

/** Profile texts are anybody's: control characters could redraw the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
}
