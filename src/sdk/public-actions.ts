import type { PageParameters, ReaderClient } from './reads/ask.ts'
import type { GenesisEntries } from './reads/records.ts'
import { waitForOutcome } from './outcomes/wait-for-outcome.ts'
import { getGovernanceProof, getGovernanceRoots } from './proofs/get-governance-proof.ts'
import { getProof } from './proofs/get-proof.ts'
import { getVerifiedRecord } from './proofs/get-verified-record.ts'
import { getAccounts } from './reads/get-accounts.ts'
import { getBucket } from './reads/get-bucket.ts'
import { getBuckets } from './reads/get-buckets.ts'
import { getDelegate } from './reads/get-delegate.ts'
import { getDelegates } from './reads/get-delegates.ts'
import { getEpoch } from './reads/get-epoch.ts'
import { getGenesis, getGenesisEntries } from './reads/get-genesis.ts'
import { getNextSet } from './reads/get-next-set.ts'
import { getProjectedSet } from './reads/get-projected-set.ts'
import { getRandomness } from './reads/get-randomness.ts'
import { getRanking } from './reads/get-ranking.ts'
import { getRewards } from './reads/get-rewards.ts'
import { getRules } from './reads/get-rules.ts'
import { getSchedule } from './reads/get-schedule.ts'
import { getSettlement } from './reads/get-settlement.ts'
import { getStatus } from './reads/get-status.ts'
import { getGovernancePower } from './reads/get-governance-power.ts'
import { getProposalBallots } from './reads/get-proposal-ballots.ts'
import { getProposalImpact } from './reads/get-proposal-impact.ts'
import { getProposalSupports } from './reads/get-proposal-supports.ts'
import { getProposal } from './reads/get-proposal.ts'
import { getProposals } from './reads/get-proposals.ts'
import { getSoftwareVersion } from './reads/get-software-version.ts'
import { getTreasury } from './reads/get-treasury.ts'
import { getWeights } from './reads/get-weights.ts'
import { getDeposit } from './actions/propose.ts'

/** Reads of this network for a viem client: `createPublicClient(…).extend(publicActionsBoule)`. */
export function publicActionsBoule(client: ReaderClient) {
  return {
    getAccounts: (parameters: Parameters<typeof getAccounts>[1]) => getAccounts(client, parameters),
    getBucket: (parameters: Parameters<typeof getBucket>[1]) => getBucket(client, parameters),
    getBuckets: (parameters?: Parameters<typeof getBuckets>[1]) => getBuckets(client, parameters),
    getDelegate: (parameters: Parameters<typeof getDelegate>[1]) => getDelegate(client, parameters),
    getDelegates: (parameters?: Parameters<typeof getDelegates>[1]) =>
      getDelegates(client, parameters),
    getEpoch: (parameters?: Parameters<typeof getEpoch>[1]) => getEpoch(client, parameters),
    getGenesis: () => getGenesis(client),
    getGenesisEntries: <Section extends keyof GenesisEntries>(
      parameters: PageParameters & { readonly section: Section },
    ) => getGenesisEntries(client, parameters),
    getNextSet: () => getNextSet(client),
    getProjectedSet: () => getProjectedSet(client),
    getProof: (parameters: Parameters<typeof getProof>[1]) => getProof(client, parameters),
    getRandomness: () => getRandomness(client),
    getRanking: (parameters?: Parameters<typeof getRanking>[1]) => getRanking(client, parameters),
    getRewards: (parameters: Parameters<typeof getRewards>[1]) => getRewards(client, parameters),
    getRules: (parameters?: Parameters<typeof getRules>[1]) => getRules(client, parameters),
    getSchedule: (parameters?: Parameters<typeof getSchedule>[1]) =>
      getSchedule(client, parameters),
    getSettlement: (parameters: Parameters<typeof getSettlement>[1]) =>
      getSettlement(client, parameters),
    getStatus: () => getStatus(client),
    getVerifiedRecord: (parameters: Parameters<typeof getVerifiedRecord>[1]) =>
      getVerifiedRecord(client, parameters),
    waitForOutcome: (parameters: Parameters<typeof waitForOutcome>[1]) =>
      waitForOutcome(client, parameters),
    getDeposit: (parameters: Parameters<typeof getDeposit>[1]) => getDeposit(client, parameters),
    getGovernancePower: (parameters: Parameters<typeof getGovernancePower>[1]) =>
      getGovernancePower(client, parameters),
    getGovernanceProof: (parameters: Parameters<typeof getGovernanceProof>[1]) =>
      getGovernanceProof(client, parameters),
    getGovernanceRoots: (parameters?: Parameters<typeof getGovernanceRoots>[1]) =>
      getGovernanceRoots(client, parameters),
    getProposalBallots: (parameters: Parameters<typeof getProposalBallots>[1]) =>
      getProposalBallots(client, parameters),
    getProposalImpact: (parameters: Parameters<typeof getProposalImpact>[1]) =>
      getProposalImpact(client, parameters),
    getProposalSupports: (parameters: Parameters<typeof getProposalSupports>[1]) =>
      getProposalSupports(client, parameters),
    getProposal: (parameters: Parameters<typeof getProposal>[1]) => getProposal(client, parameters),
    getProposals: (parameters?: Parameters<typeof getProposals>[1]) =>
      getProposals(client, parameters),
    getSoftwareVersion: () => getSoftwareVersion(client),
    getWeights: () => getWeights(client),
    getTreasury: (parameters?: Parameters<typeof getTreasury>[1]) =>
      getTreasury(client, parameters),
  }
}
