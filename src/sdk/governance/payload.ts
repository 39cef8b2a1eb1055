import {
  type Address,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
  parseAbiParameters,
} from 'viem'
import { compareText } from '#base/bytes.ts'
import { SdkError } from '../sdk-error.ts'
import type { PayloadKind } from './names.ts'

/** One rule that is to change. Values are texts, as in genesis files: amounts in Rau. */
export interface RuleSet {
  readonly name: string
  /** The value that it has now; with another one nothing is changed. */
  readonly expected: string
  readonly value: string
}

export interface Payment {
  readonly to: Address
  readonly perEpochRau: bigint
  readonly epochs: number
}

export interface Artifact {
  /** Such as `linux-x64`. */
  readonly platform: string
  readonly sha256: Hex
  readonly bytes: bigint
}

/** What a proposal asks for, by kind. */
export type Payload =
  | { readonly kind: 'directive'; readonly assignee: Address; readonly dueEpochs: number }
  | {
      readonly kind: 'policy'
      readonly sets: readonly RuleSet[]
      /** Epochs for which the new values hold; 0: for good. */
      readonly sunsetEpochs: number
    }
  | { readonly kind: 'treasury'; readonly payments: readonly Payment[] }
  | {
      readonly kind: 'upgrade'
      readonly name: string
      /** One more than the version in force. */
      readonly version: number
      readonly bundleRoot: Hex
      readonly bundleBytes: number
      readonly sourceHash: Hex
      readonly recipeHash: Hex
      readonly artifacts: readonly Artifact[]
      /** Epochs from lock-in to activation. */
      readonly activationEpochs: number
    }
  | { readonly kind: 'script'; readonly slot: string; readonly source: string }
  | { readonly kind: 'cancel'; readonly proposal: number }

const DIRECTIVE = parseAbiParameters('address, uint32')
const POLICY = parseAbiParameters('(string name, string expected, string value)[], uint32')
const TREASURY = parseAbiParameters('(address to, uint256 perEpochRau, uint32 epochs)[]')
const UPGRADE = parseAbiParameters(
  'string, uint32, bytes32, uint64, bytes32, bytes32, (string, bytes32, uint64)[], uint32',
)
const SCRIPT = parseAbiParameters('string, string')
const CANCEL = parseAbiParameters('uint64')

/** The one encoding of a payload: what `propose` carries. Sets of a policy stand by name, in whatever order they are given. */
export function encodePayload(payload: Payload): Hex {
  switch (payload.kind) {
    case 'directive':
      return encodeAbiParameters(DIRECTIVE, [payload.assignee, payload.dueEpochs])
    case 'policy':
      return encodeAbiParameters(POLICY, [
        payload.sets.toSorted((a, b) => compareText(a.name, b.name)),
        payload.sunsetEpochs,
      ])
    case 'treasury':
      return encodeAbiParameters(TREASURY, [payload.payments])
    case 'upgrade':
      return encodeAbiParameters(UPGRADE, [
        payload.name,
        payload.version,
        payload.bundleRoot,
        BigInt(payload.bundleBytes),
        payload.sourceHash,
        payload.recipeHash,
        payload.artifacts.map((one) => [one.platform, one.sha256, one.bytes] as const),
        payload.activationEpochs,
      ])
    case 'script':
      return encodeAbiParameters(SCRIPT, [payload.slot, payload.source])
    case 'cancel':
      return encodeAbiParameters(CANCEL, [BigInt(payload.proposal)])
  }
}

/**
 * Reads a payload.
 *
 * @throws SdkError `bad-payload` for bytes that are not the one encoding of a payload of this kind.
 */
export function decodePayload(kind: PayloadKind, data: Hex): Payload {
  try {
    const payload = readPayload(kind, data)
    if (encodePayload(payload) === data.toLowerCase()) return payload
  } catch (error) {
    throw new SdkError('bad-payload', `the bytes are no payload of kind ${kind}`, { cause: error })
  }
  throw new SdkError('bad-payload', `the payload of kind ${kind} is not in its one encoding`)
}

function readPayload(kind: PayloadKind, data: Hex): Payload {
  switch (kind) {
    case 'directive': {
      const [assignee, dueEpochs] = decodeAbiParameters(DIRECTIVE, data)
      return { kind, assignee, dueEpochs }
    }
    case 'policy': {
      const [sets, sunsetEpochs] = decodeAbiParameters(POLICY, data)
      return { kind, sets, sunsetEpochs }
    }
    case 'treasury': {
      const [payments] = decodeAbiParameters(TREASURY, data)
      return { kind, payments }
    }
    case 'upgrade': {
      const [name, version, bundleRoot, bundleBytes, sourceHash, recipeHash, artifacts, epochs] =
        decodeAbiParameters(UPGRADE, data)
      return {
        kind,
        name,
        version,
        bundleRoot,
        bundleBytes: Number(bundleBytes),
        sourceHash,
        recipeHash,
        artifacts: artifacts.map(([platform, sha256, bytes]) => ({ platform, sha256, bytes })),
        activationEpochs: epochs,
      }
    }
    case 'script': {
      const [slot, source] = decodeAbiParameters(SCRIPT, data)
      return { kind, slot, source }
    }
    case 'cancel': {
      const [proposal] = decodeAbiParameters(CANCEL, data)
      return { kind, proposal: Number(proposal) }
    }
  }
}
