import { encodeFunctionData, type Hex, zeroHash } from 'viem'
import type { Address } from '#base/address.ts'
import { delegatesAbi } from '#sdk/abi/delegates-abi.ts'
import { governanceAbi } from '#sdk/abi/governance-abi.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import type { ProfileContent } from '#sdk/actions/set-profile.ts'
import { stakingAbi } from '#sdk/abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'

// What a delegate has signed: its registration, its profile, and what decisions ask of it.

const NO_PAYLOAD: readonly number[] = []

/** A delegate to be; the signer becomes its owner. */
export interface Registration {
  readonly name: string
  /** Runs the node: may set keys and nothing else. */
  readonly operator: Address
  /** Is granted the rewards. */
  readonly reward: Address
  readonly owner: Address
  /** Self-stake; 0 for none. */
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  /** BLS12-381 public key, 48 bytes; undefined: it follows later. */
  readonly blsKey: Hex | undefined
}

/** Registers a delegate. With a BLS key the self-stake is the value of the transaction. */
export function callRegisterDelegate(registration: Registration): SystemCall {
  const { name, operator, reward, owner, amountRau, durationDays, autoStake, blsKey } = registration
  const to = SYSTEM_ADDRESSES.staking
  if (blsKey === undefined) {
    const data = encodeFunctionData({
      abi: stakingAbi,
      functionName: 'candidateRegister',
      args: [name, operator, reward, owner, amountRau, durationDays, autoStake, NO_PAYLOAD],
    })
    return { to, data }
  }
  const data = encodeFunctionData({
    abi: stakingAbi,
    functionName: 'candidateRegisterWithBLS',
    args: [name, operator, reward, owner, durationDays, autoStake, blsKey, NO_PAYLOAD],
  })
  return { to, data, valueRau: amountRau }
}

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

/** Says what came out of rebuilding and trying a software change; `root` names the revision that was tried. */
export function callAttest(
  proposal: number,
  root: Hex,
  isGreen: boolean,
  reportHash: Hex,
): SystemCall {
  const args = [BigInt(proposal), root, isGreen, reportHash] as const
  return { to, data: encodeFunctionData({ abi: governanceAbi, functionName: 'attest', args }) }
}
