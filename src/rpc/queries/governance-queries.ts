import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { getEpochOfNext, getSet } from '#protocol/epochs/epoch.ts'
import { getProposal, getRegister, liveProposals } from '#protocol/governance/change-state.ts'
import { checkPayload, findProposal, isRefused } from '#protocol/governance/check-payload.ts'
import { classRule, rulesOf } from '#protocol/governance/class-rules.ts'
import { currentDelegate } from '#protocol/governance/delegation.ts'
import { getPayload } from '#protocol/governance/get-payload.ts'
import { isTerminal, isUndecided } from '#protocol/governance/lifecycle.ts'
import { accountsOf, excludedBy, getAgedPower, powerAt } from '#protocol/governance/power.ts'
import { getVersion } from '#protocol/governance/software-version.ts'
import { groupKey, pairKey } from '#protocol/governance/record-keys.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import { isCounted } from '#protocol/governance/support.ts'
import { getDelegatedRau, getTally, judgeNow, quorumOf } from '#protocol/governance/tally.ts'
import { getCommunityRau } from '#protocol/governance/treasury.ts'
import { getRules } from '#protocol/params/rules.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import type {
  GovernanceQueries,
  NamedDelegate,
  PowerRecord,
  ProposalFilter,
  ProposalRecord,
  ProposalSummaryRecord,
  SoftwareRecord,
  SupportRecord,
  SupportSum,
  StreamRecord,
  TreasuryRecord,
  VoteKeys,
  VoteSum,
} from '../governance-records.ts'
import type { Page, Paged } from '../queries.ts'
import { describeSteps, describeTerms, findNextStep } from './proposal-steps.ts'

/** Proposals, supports, ballots, power and the community fund, over a world. */
export function createGovernanceQueries(world: World): GovernanceQueries {
  const find = (id: number): Proposal | undefined => findProposal(world, BigInt(id))
  return {
    proposals: (filter, page) => {
      const { total, items } = cut(listProposals(world, filter), page)
      return { total, items: items.map((one) => summarize(world, one)) }
    },
    proposal: (id) => {
      const proposal = find(id)
      return proposal === undefined ? undefined : describeProposal(world, proposal)
    },
    proposalBallots: (id, page) => {
      if (find(id) === undefined) return undefined
      const { ballots } = getTally(world, id)
      const items = []
      for (let n = page.offset; n < Math.min(ballots, page.offset + page.limit); n++) {
        const ballot = must(world.governance.ballotIndex.at(id, n), 'a ballot')
        items.push({ ballot, delegatedRau: getDelegatedRau(world, id, ballot.voter) })
      }
      return { total: ballots, items }
    },
    proposalSupports: (id, page) => {
      const proposal = find(id)
      return proposal === undefined ? undefined : listSupports(world, proposal, page)
    },
    governancePower: (account) => describePower(world, account),
    voteKeys: (id, account) => findVoteKeys(world, getProposal(world, id), account),
    treasury: (page) => describeTreasury(world, page),
    softwareVersion: () => describeSoftware(world),
  }
}

/** The epoch of the next block. */
function runningEpoch(world: World): number {
  const head = must(world.chain.head.get(ONLY), 'the head of the chain')
  return getEpochOfNext(world, head.height).epoch
}

function cut<T>(all: readonly T[], { offset, limit }: Page): Paged<T> {
  return { total: all.length, items: all.slice(offset, offset + limit) }
}

/** Newest first. PERF: reads every proposal, unless only live ones are wanted; each has cost a deposit. */
function listProposals(world: World, filter: ProposalFilter): readonly Proposal[] {
  const found: Proposal[] = []
  const add = (proposal: Proposal): void => {
    if (filter.class !== undefined && proposal.class !== filter.class) return
    if (filter.proposer !== undefined && proposal.proposer !== filter.proposer) return
    if (filter.states !== undefined && !filter.states.includes(proposal.state)) return
    found.push(proposal)
  }
  if (filter.live) liveProposals(world).forEach(add)
  else for (let id = 1; id < getRegister(world).nextId; id++) add(getProposal(world, id))
  return found.toReversed()
}

function summarize(world: World, proposal: Proposal): ProposalSummaryRecord {
  const running = runningEpoch(world)
  const steps = describeSteps(world, proposal, getPayload(world, proposal), running)
  return {
    proposal,
    live: !isTerminal(proposal.state),
    support: sumSupport(world, proposal),
    vote: proposal.openedEpoch === 0 ? undefined : sumVote(world, proposal),
    next: findNextStep(steps),
  }
}

/** Σ of all aged power that counts for a proposal; at the last boundary as long as it is not fixed. */
function totalFor(world: World, proposal: Proposal): bigint {
  if (proposal.qualifiedEpoch !== 0) return proposal.totalRau
  return lastTotal(world, proposal.maturityEpochs)
}

/** 0 for a maturity that no rule names any more. */
function lastTotal(world: World, maturityEpochs: number): bigint {
  const known = must(world.governance.powerTotals.get(ONLY), 'the sums of power')
  return known.totals.find((one) => one.maturityEpochs === maturityEpochs)?.totalRau ?? 0n
}

function sumSupport(world: World, proposal: Proposal): SupportSum {
  const rules = rulesOf(world, proposal)
  const { supportRau, supporters } = getTally(world, proposal.id)
  const totalRau = totalFor(world, proposal)
  const quorumBps = classRule(rules, proposal.class, 'SupportQuorumBps')
  return {
    supportRau,
    supporters,
    totalRau,
    quorumBps,
    neededRau: (totalRau * BigInt(quorumBps) + 9_999n) / 10_000n,
    neededSupporters: classRule(rules, proposal.class, 'MinSupporters'),
  }
}

function sumVote(world: World, proposal: Proposal): VoteSum {
  const rules = rulesOf(world, proposal)
  const tally = getTally(world, proposal.id)
  return {
    yesRau: tally.yesRau,
    noRau: tally.noRau,
    abstainRau: tally.abstainRau,
    ballots: tally.ballots,
    totalRau: proposal.totalRau,
    quorumBps: quorumOf(rules, proposal),
    approvalBps: classRule(rules, proposal.class, 'ApprovalBps'),
    quorumMode: rules.quorumMode,
    ...judgeNow(world, proposal, tally),
    lateFlip: tally.lateFlip,
    extendedEpochs: proposal.extendedEpochs,
    counted: tally.counted,
    delegations: tally.delegations,
    delegationsDone: tally.delegationsDone,
  }
}

function describeProposal(world: World, proposal: Proposal): ProposalRecord {
  const payload = getPayload(world, proposal)
  const running = runningEpoch(world)
  return {
    ...summarize(world, proposal),
    payload,
    terms: describeTerms(world, proposal),
    steps: describeSteps(world, proposal, payload, running),
    obstacle: findObstacle(world, proposal, running),
    attestations: describeAttestations(world, proposal),
    readiness: describeReadiness(world, proposal, running),
    directive:
      payload.kind === 'directive'
        ? {
            assignee: payload.assignee,
            progress: world.governance.progress.get(proposal.id),
          }
        : undefined,
    enactment: world.governance.enactments.get(proposal.id),
  }
}

function findObstacle(
  world: World,
  proposal: Proposal,
  running: number,
): ProposalRecord['obstacle'] {
  if (isTerminal(proposal.state)) return undefined
  const facts = checkPayload(world, running, getPayload(world, proposal))
  return isRefused(facts) ? facts.status : undefined
}

function nameDelegates(world: World, ids: readonly Address[]): readonly NamedDelegate[] {
  return ids.map((id) => ({ id, name: world.delegates.delegates.get(id)?.name }))
}

function describeAttestations(
  world: World,
  { id, revision, kind, ...rest }: Proposal,
): ProposalRecord['attestations'] {
  if (kind !== 'upgrade') return undefined
  const known = world.governance.attestations.get(id)
  const current = known?.revision === revision ? known : { green: [], red: [] }
  return {
    green: nameDelegates(world, current.green),
    red: nameDelegates(world, current.red),
    needed: getRules(world, rest.submittedEpoch).minAttestations,
  }
}

function describeReadiness(
  world: World,
  proposal: Proposal,
  running: number,
): ProposalRecord['readiness'] {
  if (proposal.kind !== 'upgrade') return undefined
  const ready = world.governance.readiness.get(proposal.id) ?? []
  const { seats } = getSet(world, running)
  return {
    ready: nameDelegates(world, ready),
    seated: seats.filter((seat) => ready.includes(seat.delegate)).length,
    seats: seats.length,
    neededBps: rulesOf(world, proposal).readinessBps,
  }
}

/** In the order in which they came. PERF: looks at every support of the proposal, since some were taken back. */
function listSupports(world: World, proposal: Proposal, page: Page): Paged<SupportRecord> {
  const { id } = proposal
  const { supports } = world.governance
  const keys: number[] = []
  for (let n = 0; n < getTally(world, id).supports; n++) {
    if (supports.has(groupKey(id, n))) keys.push(groupKey(id, n))
  }
  const boundary = proposal.qualifiedEpoch || runningEpoch(world) - 1
  const { total, items } = cut(keys, page)
  return {
    total,
    items: items.map((key) => {
      const support = must(supports.get(key), 'a support')
      return {
        support,
        counts: isCounted(support, proposal),
        powerRau: isUndecided(proposal.state)
          ? getAgedPower(world, support.account, boundary, proposal.maturityEpochs)
          : undefined,
      }
    }),
  }
}

function describePower(world: World, account: Address): PowerRecord {
  const running = runningEpoch(world)
  const epoch = running - 1
  const rules = getRules(world, running)
  return {
    account,
    epoch,
    powerRau: powerAt(world.governance.powers.get(account), running),
    excluded: excludedBy(rules).has(account),
    classes: PROPOSAL_CLASSES.map((kind) => {
      const maturityEpochs = classRule(rules, kind, 'MaturityEpochs')
      return {
        class: kind,
        maturityEpochs,
        agedRau: getAgedPower(world, account, epoch, maturityEpochs),
        totalRau: lastTotal(world, maturityEpochs),
        delegate: currentDelegate(world, kind, account),
      }
    }),
  }
}

function findVoteKeys({ governance }: World, proposal: Proposal, account: Address): VoteKeys {
  const { id, class: kind } = proposal
  const delegation = governance.delegationIndex.numberOf(kind, account)
  const ballot = governance.ballotIndex.numberOf(id, account)
  const given = pairKey(id, account)
  return {
    power: governance.powers.has(account) ? account : undefined,
    delegation:
      delegation === undefined ? undefined : groupKey(PROPOSAL_CLASSES.indexOf(kind), delegation),
    delegatedPower: governance.delegatedPower.has(given) ? given : undefined,
    ballot: ballot === undefined ? undefined : groupKey(id, ballot),
  }
}

function describeTreasury(world: World, page: Page): TreasuryRecord {
  const rules = getRules(world, runningEpoch(world))
  const held = accountsOf(rules.heldPayees)
  const all: StreamRecord[] = []
  let owedRau = 0n
  world.governance.streams.each((stream, record) => {
    all.push({ stream, record, isHeld: held.has(record.to) })
    owedRau += record.owedRau
  })
  return {
    balanceRau: getCommunityRau(world),
    owedRau,
    sharePermille: rules.communitySharePermille,
    streams: cut(all.toReversed(), page),
  }
}

function describeSoftware(world: World): SoftwareRecord {
  const waiting = liveProposals(world).find((one) => one.state === 'locked-in')
  const payload = waiting === undefined ? undefined : getPayload(world, waiting)
  return {
    current: getVersion(world),
    next:
      waiting === undefined || payload?.kind !== 'upgrade'
        ? undefined
        : {
            version: payload.version,
            proposal: waiting.id,
            bundleRoot: payload.bundleRoot,
            fromEpoch: waiting.dueEpoch,
            name: payload.name,
          },
  }
}
