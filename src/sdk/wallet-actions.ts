import type { SenderClient } from './actions/send-call.ts'
import { activateDelegate } from './actions/activate-delegate.ts'
import { announceEndorsementEnd } from './actions/announce-endorsement-end.ts'
import { changeCandidate } from './actions/change-candidate.ts'
import { claimFor } from './actions/claim-for.ts'
import { claim } from './actions/claim.ts'
import { confirmExit } from './actions/confirm-exit.ts'
import { createStake } from './actions/create-stake.ts'
import { depositToFund } from './actions/deposit-to-fund.ts'
import { depositToStake } from './actions/deposit-to-stake.ts'
import { endorseCandidate } from './actions/endorse-candidate.ts'
import { registerDelegate } from './actions/register-delegate.ts'
import { requestExit } from './actions/request-exit.ts'
import { restake } from './actions/restake.ts'
import { revokeEndorsement } from './actions/revoke-endorsement.ts'
import { sendCoins } from './actions/send-coins.ts'
import { setBlsKey } from './actions/set-bls-key.ts'
import { setConsensusKey } from './actions/set-consensus-key.ts'
import { setProfile } from './actions/set-profile.ts'
import { transferDelegate } from './actions/transfer-delegate.ts'
import { transferStake } from './actions/transfer-stake.ts'
import { unstake } from './actions/unstake.ts'
import { updateDelegate } from './actions/update-delegate.ts'
import { withdrawStake } from './actions/withdraw-stake.ts'
import { attestPreflight } from './actions/attest-preflight.ts'
import { castBallot } from './actions/cast-ballot.ts'
import { delegatePower } from './actions/delegate-power.ts'
import { propose } from './actions/propose.ts'
import { relayBallots } from './actions/relay-ballots.ts'
import { reportProgress } from './actions/report-progress.ts'
import { reviewDirective } from './actions/review-directive.ts'
import { reviseProposal } from './actions/revise-proposal.ts'
import { signalReady } from './actions/signal-ready.ts'
import { supportProposal } from './actions/support-proposal.ts'
import { vetoProposal } from './actions/veto-proposal.ts'
import { withdrawProposal } from './actions/withdraw-proposal.ts'
import { withdrawSupport } from './actions/withdraw-support.ts'

/** Actions of this network for a viem client: `createWalletClient(…).extend(walletActionsBoule)`. */
export function walletActionsBoule(client: SenderClient) {
  return {
    activateDelegate: (parameters: Parameters<typeof activateDelegate>[1]) =>
      activateDelegate(client, parameters),
    announceEndorsementEnd: (parameters: Parameters<typeof announceEndorsementEnd>[1]) =>
      announceEndorsementEnd(client, parameters),
    changeCandidate: (parameters: Parameters<typeof changeCandidate>[1]) =>
      changeCandidate(client, parameters),
    claim: (parameters: Parameters<typeof claim>[1]) => claim(client, parameters),
    claimFor: (parameters: Parameters<typeof claimFor>[1]) => claimFor(client, parameters),
    confirmExit: (parameters?: Parameters<typeof confirmExit>[1]) =>
      confirmExit(client, parameters),
    createStake: (parameters: Parameters<typeof createStake>[1]) => createStake(client, parameters),
    depositToFund: (parameters: Parameters<typeof depositToFund>[1]) =>
      depositToFund(client, parameters),
    depositToStake: (parameters: Parameters<typeof depositToStake>[1]) =>
      depositToStake(client, parameters),
    endorseCandidate: (parameters: Parameters<typeof endorseCandidate>[1]) =>
      endorseCandidate(client, parameters),
    registerDelegate: (parameters: Parameters<typeof registerDelegate>[1]) =>
      registerDelegate(client, parameters),
    requestExit: (parameters?: Parameters<typeof requestExit>[1]) =>
      requestExit(client, parameters),
    restake: (parameters: Parameters<typeof restake>[1]) => restake(client, parameters),
    revokeEndorsement: (parameters: Parameters<typeof revokeEndorsement>[1]) =>
      revokeEndorsement(client, parameters),
    sendCoins: (parameters: Parameters<typeof sendCoins>[1]) => sendCoins(client, parameters),
    setBlsKey: (parameters: Parameters<typeof setBlsKey>[1]) => setBlsKey(client, parameters),
    setConsensusKey: (parameters: Parameters<typeof setConsensusKey>[1]) =>
      setConsensusKey(client, parameters),
    setProfile: (parameters: Parameters<typeof setProfile>[1]) => setProfile(client, parameters),
    transferDelegate: (parameters: Parameters<typeof transferDelegate>[1]) =>
      transferDelegate(client, parameters),
    transferStake: (parameters: Parameters<typeof transferStake>[1]) =>
      transferStake(client, parameters),
    unstake: (parameters: Parameters<typeof unstake>[1]) => unstake(client, parameters),
    updateDelegate: (parameters: Parameters<typeof updateDelegate>[1]) =>
      updateDelegate(client, parameters),
    withdrawStake: (parameters: Parameters<typeof withdrawStake>[1]) =>
      withdrawStake(client, parameters),
    attestPreflight: (parameters: Parameters<typeof attestPreflight>[1]) =>
      attestPreflight(client, parameters),
    castBallot: (parameters: Parameters<typeof castBallot>[1]) => castBallot(client, parameters),
    delegatePower: (parameters: Parameters<typeof delegatePower>[1]) =>
      delegatePower(client, parameters),
    propose: (parameters: Parameters<typeof propose>[1]) => propose(client, parameters),
    relayBallots: (parameters: Parameters<typeof relayBallots>[1]) =>
      relayBallots(client, parameters),
    reportProgress: (parameters: Parameters<typeof reportProgress>[1]) =>
      reportProgress(client, parameters),
    reviewDirective: (parameters: Parameters<typeof reviewDirective>[1]) =>
      reviewDirective(client, parameters),
    reviseProposal: (parameters: Parameters<typeof reviseProposal>[1]) =>
      reviseProposal(client, parameters),
    signalReady: (parameters: Parameters<typeof signalReady>[1]) => signalReady(client, parameters),
    supportProposal: (parameters: Parameters<typeof supportProposal>[1]) =>
      supportProposal(client, parameters),
    vetoProposal: (parameters: Parameters<typeof vetoProposal>[1]) =>
      vetoProposal(client, parameters),
    withdrawProposal: (parameters: Parameters<typeof withdrawProposal>[1]) =>
      withdrawProposal(client, parameters),
    withdrawSupport: (parameters: Parameters<typeof withdrawSupport>[1]) =>
      withdrawSupport(client, parameters),
  }
}
