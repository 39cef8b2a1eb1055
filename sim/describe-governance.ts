import { toHex } from '#base/hex.ts'
import { getTally } from '#protocol/governance/tally.ts'
import { groupKey, pairKey } from '#protocol/governance/record-keys.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import type { ProposalView } from '../spec/model/governance.ts'
import type { ModelSnapshot } from '../spec/model/model.ts'

/** What governance has of its own in the state, in the words of the model. */
export function describeGovernance(
  world: World,
): Pick<ModelSnapshot, 'proposals' | 'enactments' | 'streams' | 'version'> {
  const { governance } = world
  const proposals: ProposalView[] = []
  governance.proposals.each((_, proposal) => {
    proposals.push(describeProposal(world, proposal))
  })
  const enactments: ModelSnapshot['enactments'][number][] = []
  governance.enactments.each((_, { changes, ...same }) => {
    const sets = changes.map(({ name, before, after }) => ({
      name,
      expected: before,
      value: after,
    }))
    enactments.push({ ...same, sets })
  })
  const streams: ModelSnapshot['streams'][number][] = []
  governance.streams.each((_, stream) => {
    streams.push(stream)
  })
  const version = governance.register.get(ONLY)?.version ?? 0
  return { proposals, enactments, streams, version }
}

/** The weights of votes that a script gave, in the words of the model. */
export function describeWeights({ staking }: World): ModelSnapshot['weights'] {
  const table = staking.weights.get(ONLY)?.table
  if (table === undefined) return undefined
  const [plain = [], autoStake = [], selfStake = []] = table.map((row) => row.map(Number))
  return { plain, autoStake, selfStake }
}

/** Proposals that are not over. */
export function describeLive(world: World): readonly ProposalView[] {
  const { governance } = world
  const live = governance.register.get(ONLY)?.live ?? []
  return live.flatMap((id) => {
    const proposal = governance.proposals.get(id)
    return proposal === undefined ? [] : [describeProposal(world, proposal)]
  })
}

function describeProposal(world: World, proposal: Proposal): ProposalView {
  const { title: _1, textHash: _2, payloadHash: _3, kind: _4, root, ...same } = proposal
  const tally = getTally(world, proposal.id)
  return {
    ...same,
    root: toHex(root),
    supportRau: tally.supportRau,
    supporters: tally.supporters,
    editorialRau: tally.editorialRau,
    editorialSupporters: tally.editorialSupporters,
    yesRau: tally.yesRau,
    noRau: tally.noRau,
    abstainRau: tally.abstainRau,
    delegations: tally.delegations,
    delegationsSeen: tally.delegationsDone,
    ballotsSeen: tally.counted,
    lateFlip: tally.lateFlip,
    ballots: describeBallots(world, proposal.id, tally.ballots),
  }
}

function describeBallots(world: World, id: number, count: number): ProposalView['ballots'] {
  const { ballots, delegatedPower } = world.governance
  return Array.from({ length: count }, (_, number) => {
    const ballot = ballots.get(groupKey(id, number))
    if (ballot === undefined) throw new RangeError(`proposal ${id} has no ballot ${number}`)
    const { voter, yesBps, noBps, nonce } = ballot
    const givenRau = delegatedPower.get(pairKey(id, voter)) ?? 0n
    return [voter, yesBps, noBps, nonce, givenRau] as const
  })
}
