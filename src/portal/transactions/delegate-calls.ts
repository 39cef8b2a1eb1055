import { encodeFunctionData, zeroHash } from 'viem'
import { delegatesAbi } from '#sdk/abi/delegates-abi.ts'
import { governanceAbi } from '#sdk/abi/governance-abi.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import type { ProfileContent } from '#sdk/actions/set-profile.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'

// What a delegate has signed: its profile, and what decisions ask of it.

/** Publishes a new version of the whole profile of the signer’s delegate. */
export function callSetProfile(profile: Required<ProfileContent>): SystemCall {
  const { displayName, group, website, region, logoHash, textHash, links } = profile
  const { blockCommissionBps, epochCommissionBps, bonusCommissionBps } = profile
  return {
    to: SYSTEM_ADDRESSES.delegates,
    data: encodeFunctionData({
      abi: delegatesAbi,
      functionName: 'setProfile',
      args: [
        displayName,
        group,
        website,
        region,
        logoHash,
        textHash,
        links,
        blockCommissionBps,
        epochCommissionBps,
        bonusCommissionBps,
      ],
    }),
  }
}

const to = SYSTEM_ADDRESSES.governance

/** Says how far a directive is; 100 percent begins the review. What stands in the text is the evidence. */
export function callReportProgress(proposal: number, percent: number, text: string): SystemCall {
  const args = [BigInt(proposal), percent, zeroHash, text] as const
  return {
    to,
    data: encodeFunctionData({ abi: governanceAbi, functionName: 'reportProgress', args }),
  }
}

/** Accepts the report on a directive, or sends it back. */
export function callReviewDirective(proposal: number, accept: boolean, text: string): SystemCall {
  const args = [BigInt(proposal), accept, text] as const
  return {
    to,
    data: encodeFunctionData({ abi: governanceAbi, functionName: 'reviewDirective', args }),
  }
}

/** Says that the signer’s delegate has the new software. */
export function callSignalReady(proposal: number): SystemCall {
  const args = [BigInt(proposal)] as const
  return {
    to,
    data: encodeFunctionData({ abi: governanceAbi, functionName: 'signalReady', args }),
  }
}
