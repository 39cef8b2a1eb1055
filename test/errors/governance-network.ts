import type { Hex } from 'viem'
import { coins } from '#base/integers.ts'
import { testGenesis } from '#node/test-network.fixture.ts'
import type { Rules } from '#params/rule-table.ts'
import { PAYLOAD_KINDS } from '#sdk/governance/names.ts'
import { encodePayload, type Payload } from '#sdk/governance/payload.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import { startTestNode } from '../clients/network.fixture.ts'
import { resultOf } from './ask.ts'
import {
  accountOf,
  type Call,
  callOf,
  createNetwork,
  done,
  type OutcomeNetwork,
} from './outcome-network.ts'

/** Room for all scenarios within the last of them. */
const BLOCKS_PER_EPOCH = 90
const RULES: Partial<Rules> = {
  blocksPerEpoch: BLOCKS_PER_EPOCH,
  electionLeadBlocks: 12,
  unstakeWaitSeconds: 60,
  maxTextBytes: 100,
  maxLivePerProposer: 2,
  maxLiveProposals: 4,
  maxVotingSlots: 4,
  depositThrottleTarget: 10,
  guardian: accountOf('bob').address,
  guardianUntilEpoch: 1,
}

/** Proposals of the network, by their numbers; bob has two that are undecided. */
export const PROPOSALS = {
  /** A directive of alice for carol: done, and accepted by zea so far. */
  reviewed: 1n,
  /** The same, not begun. */
  assigned: 2n,
  /** A directive of bob, for which nobody voted. */
  defeated: 3n,
  /** A policy of bob, voted on. */
  voting: 4n,
  /** A software change of bob, which looks for support, has that of zea, and was found good by zea. */
  supported: 5n,
  none: 99n,
} as const

export const HASH: Hex = `0x${'07'.repeat(32)}`

export const DIRECTIVE = {
  kind: 'directive',
  assignee: accountOf('carol').address,
  dueEpochs: 3,
} as const satisfies Payload
/** What the defeated one asked for. */
export const DEFEATED: Payload = { ...DIRECTIVE, dueEpochs: 9 }
export const UPGRADE = {
  kind: 'upgrade',
  name: 'Two',
  version: 2,
  bundleRoot: HASH,
  bundleBytes: 5,
  sourceHash: HASH,
  recipeHash: HASH,
  artifacts: [{ platform: 'linux-x64', sha256: HASH, bytes: 5n }],
  activationEpochs: 2,
} as const satisfies Payload

export function policyOf(...sets: readonly (readonly [string, string, string])[]): Payload {
  const named = sets.map(([name, expected, value]) => ({ name, expected, value }))
  return { kind: 'policy', sets: named, sunsetEpochs: 0 }
}

export function proposeCall(payload: Payload, valueRau: bigint): Call {
  const kind = PAYLOAD_KINDS.indexOf(payload.kind)
  return callOf('propose', [kind, 'A proposal', 'Because.', encodePayload(payload)], valueRau)
}

export async function rootOf(network: GovernanceOutcomeNetwork, id: bigint): Promise<Hex> {
  const { root } = await resultOf<Proposal>(network.url, 'boule_proposal', Number(id))
  return root
}

export interface GovernanceOutcomeNetwork extends OutcomeNetwork {
  readonly url: string
}

/** A network in its seventh epoch with the proposals above. */
export async function prepareGovernance(): Promise<GovernanceOutcomeNetwork> {
  const running = await startTestNode({ blockMode: 'manual', genesis: testGenesis(RULES) })
  const url = running.node.rpcUrl
  const network = { ...createNetwork(running), url }
  const act = (who: string, functionName: string, ...args: readonly unknown[]): Promise<void> =>
    done(network, who, callOf(functionName, args))
  const toEpoch = (epoch: number): Promise<unknown> =>
    resultOf(url, 'anvil_mine', (epoch - 1) * BLOCKS_PER_EPOCH - running.node.backend.head().height)
  const propose = (who: string, payload: Payload): Promise<void> =>
    done(network, who, proposeCall(payload, coins(400)))
  const support = async (id: bigint): Promise<void> =>
    act('zea', 'support', id, await rootOf(network, id), false)
  const cast = async (id: bigint): Promise<void> =>
    act('zea', 'castBallot', id, await rootOf(network, id), 10_000, 0, 0)

  for (const who of ['zea', 'athens']) {
    const { address } = accountOf(who)
    await done(network, 'alice', { to: address, data: '0x', valueRau: coins(1_000) })
  }
  await propose('alice', DIRECTIVE)
  await propose('alice', { ...DIRECTIVE, dueEpochs: 4 })
  await propose('bob', DEFEATED)
  await toEpoch(2)
  await support(PROPOSALS.reviewed)
  await support(PROPOSALS.assigned)
  await support(PROPOSALS.defeated)
  await toEpoch(4)
  await cast(PROPOSALS.reviewed)
  await cast(PROPOSALS.assigned)
  await propose('bob', policyOf(['producers', '3', '2']))
  await toEpoch(5)
  await support(PROPOSALS.voting)
  await toEpoch(6)
  // The first block counts what was voted on.
  await resultOf(url, 'evm_mine')
  await propose('bob', UPGRADE)
  await toEpoch(7)
  await support(PROPOSALS.supported)
  await act(
    'zea',
    'attest',
    PROPOSALS.supported,
    await rootOf(network, PROPOSALS.supported),
    true,
    HASH,
  )
  await cast(PROPOSALS.voting)
  await act('carol', 'reportProgress', PROPOSALS.reviewed, 100, HASH, 'Done.')
  await act('zea', 'reviewDirective', PROPOSALS.reviewed, true, 'Seen.')
  await act('zea', 'delegatePower', 1, accountOf('alice').address)
  return network
}
