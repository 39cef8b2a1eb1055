import { toHex } from '#base/hex.ts'
import type {
  BlockIdFlag,
  CommitInfo,
  ExecTxResult,
  FinalizeBlockRequest,
  FinalizeBlockResponse,
  InitChainRequest,
  InitChainResponse,
  Misbehavior,
  PrepareProposalRequest,
  ProcessProposalRequest,
  Snapshot,
  ValidatorAddress,
  ValidatorUpdate,
} from '#protocol/abci.ts'
import {
  MisbehaviorType,
  type CommitInfo as WireCommitInfo,
  type ExtendedCommitInfo as WireExtendedCommitInfo,
  type Misbehavior as WireMisbehavior,
  type Snapshot as WireSnapshot,
} from './generated/tendermint/abci/types_pb.js'
import { BlockIDFlag } from './generated/tendermint/types/validator_pb.js'
import type { AbciAnswer, AbciRequest } from './messages.ts'
import { MalformedRequest } from './request-errors.ts'

type ValueOf<Method extends AbciAnswer['case']> = Extract<
  AbciAnswer,
  { readonly case: Method }
>['value']

/** Bytes of a validator's address: the first 20 of a SHA-256. */
const ADDRESS_BYTES = 20

const FLAGS: Readonly<Partial<Record<BlockIDFlag, BlockIdFlag>>> = {
  [BlockIDFlag.BLOCK_ID_FLAG_ABSENT]: 'absent',
  [BlockIDFlag.BLOCK_ID_FLAG_COMMIT]: 'commit',
  [BlockIDFlag.BLOCK_ID_FLAG_NIL]: 'nil',
}

const MISBEHAVIORS: Readonly<Partial<Record<MisbehaviorType, Misbehavior['type']>>> = {
  [MisbehaviorType.DUPLICATE_VOTE]: 'duplicate-vote',
  [MisbehaviorType.LIGHT_CLIENT_ATTACK]: 'light-client-attack',
}

export function fromInitChain({ value }: AbciRequest<'initChain'>): InitChainRequest {
  return {
    timeMs: toTimeMs(value.time),
    chainId: value.chainId,
    initialHeight: toNumber(value.initialHeight),
  }
}

export function fromPrepareProposal({
  value,
}: AbciRequest<'prepareProposal'>): PrepareProposalRequest {
  return {
    height: toNumber(value.height),
    timeMs: toTimeMs(value.time),
    proposerAddress: toAddress(value.proposerAddress),
    maxTxBytes: toNumber(value.maxTxBytes),
    localLastCommit: toCommitInfo(value.localLastCommit),
    misbehavior: value.misbehavior.map(toMisbehavior),
  }
}

export function fromProcessProposal({
  value,
}: AbciRequest<'processProposal'>): ProcessProposalRequest {
  return {
    height: toNumber(value.height),
    timeMs: toTimeMs(value.time),
    proposerAddress: toAddress(value.proposerAddress),
    txs: value.txs,
    proposedLastCommit: toCommitInfo(value.proposedLastCommit),
    misbehavior: value.misbehavior.map(toMisbehavior),
  }
}

export function fromFinalizeBlock({ value }: AbciRequest<'finalizeBlock'>): FinalizeBlockRequest {
  return {
    height: toNumber(value.height),
    timeMs: toTimeMs(value.time),
    hash: value.hash,
    proposerAddress: toAddress(value.proposerAddress),
    txs: value.txs,
    decidedLastCommit: toCommitInfo(value.decidedLastCommit),
    misbehavior: value.misbehavior.map(toMisbehavior),
  }
}

export function fromSnapshot(wire: WireSnapshot | undefined): Snapshot {
  if (wire === undefined) throw new MalformedRequest('an offer without a snapshot')
  const { height, format, chunks, hash, metadata } = wire
  return { height: toNumber(height), format, chunks, hash, metadata }
}

export function toInitChainAnswer({
  validators,
  appHash,
}: InitChainResponse): ValueOf<'initChain'> {
  return { validators: validators.map(toWireUpdate), appHash }
}

export function toFinalizeBlockAnswer(response: FinalizeBlockResponse): ValueOf<'finalizeBlock'> {
  return {
    txResults: response.txResults.map(toWireResult),
    validatorUpdates: response.validatorUpdates.map(toWireUpdate),
    appHash: response.appHash,
  }
}

export function toWireSnapshot({ height, format, chunks, hash, metadata }: Snapshot) {
  return { height: BigInt(height), format, chunks, hash, metadata }
}

/** A 64-bit integer as a number. Heights and sizes are far below 2^53. */
export function toNumber(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new MalformedRequest(`the number ${value} is too large`)
  return number
}

function toWireResult({ code, data, gasWanted, gasUsed }: ExecTxResult) {
  return { code, data, gasWanted: BigInt(gasWanted), gasUsed: BigInt(gasUsed) }
}

function toWireUpdate({ publicKey, power }: ValidatorUpdate) {
  return {
    pubKey: { sum: { case: 'ed25519' as const, value: publicKey } },
    power: BigInt(power),
  }
}

/** Cut to the millisecond: every node gets the same from the same header. */
function toTimeMs(time: { readonly seconds: bigint; readonly nanos: number } | undefined): number {
  if (time === undefined) throw new MalformedRequest('a request without its time')
  return toNumber(time.seconds * 1_000n + BigInt(Math.floor(time.nanos / 1_000_000)))
}

function toAddress(bytes: Uint8Array | undefined): ValidatorAddress {
  if (bytes?.length !== ADDRESS_BYTES) {
    throw new MalformedRequest(`the address of a validator has ${bytes?.length ?? 0} bytes, not 20`)
  }
  return toHex(bytes).slice(2).toUpperCase()
}

function toCommitInfo(wire: WireCommitInfo | WireExtendedCommitInfo | undefined): CommitInfo {
  if (wire === undefined) return { round: 0, votes: [] }
  const votes = wire.votes.map(({ validator, blockIdFlag }) => {
    const flag = FLAGS[blockIdFlag]
    if (flag === undefined)
      throw new MalformedRequest(`a vote with the unknown flag ${blockIdFlag}`)
    return { validator: toAddress(validator?.address), flag }
  })
  return { round: wire.round, votes }
}

function toMisbehavior(wire: WireMisbehavior): Misbehavior {
  const type = MISBEHAVIORS[wire.type]
  if (type === undefined) {
    throw new MalformedRequest(`misbehavior of the unknown type ${wire.type}`)
  }
  return {
    type,
    validator: toAddress(wire.validator?.address),
    height: toNumber(wire.height),
    timeMs: toTimeMs(wire.time),
  }
}
