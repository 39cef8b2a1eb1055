import { AbiError } from '#base/abi/abi-error.ts'
import { AbiReader } from '#base/abi/abi-reader.ts'
import { type AbiValue, encodeAbi } from '#base/abi/abi-encoder.ts'
import { parseAbiTypes } from '#base/abi/abi-type.ts'
import type { Address } from '#base/address.ts'

import { compareText, equalBytes } from '#base/bytes.ts'
import type { PayloadKind } from './payload-kinds.ts'

/** One rule that is to change: compare and set. Values are texts, as in genesis files. */
export interface RuleSet {
  readonly name: string
  /** The value that the proposer saw; if it is another one when it comes to it, nothing is changed. */
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
  readonly sha256: Uint8Array
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
      readonly bundleRoot: Uint8Array
      readonly bundleBytes: bigint
      readonly sourceHash: Uint8Array
      readonly recipeHash: Uint8Array
      readonly artifacts: readonly Artifact[]
      /** Epochs from lock-in to activation. */
      readonly activationEpochs: number
    }
  | { readonly kind: 'script'; readonly slot: string; readonly source: string }
  | { readonly kind: 'cancel'; readonly proposal: bigint }

export const PAYLOAD_LIMITS = {
  /** Bytes of the whole payload. */
  bytes: 65_536,
  sets: 32,
  nameBytes: 64,
  valueBytes: 8_192,
  payments: 32,
  artifacts: 16,
  platformBytes: 32,
  slotBytes: 32,
  scriptBytes: 32_768,
} as const

/** ABI types of the payload of each kind: what `bytes payload` of `propose` holds. */
export const PAYLOAD_TYPES: Readonly<Record<PayloadKind, string>> = {
  directive: 'address,uint32',
  policy: '(string,string,string)[],uint32',
  treasury: '(address,uint256,uint32)[]',
  upgrade: 'string,uint32,bytes32,uint64,bytes32,bytes32,(string,bytes32,uint64)[],uint32',
  script: 'string,string',
  cancel: 'uint64',
}

/** Reads a payload. Throws `AbiError` for bytes that are not its one clean encoding. */
export function decodePayload(kind: PayloadKind, bytes: Uint8Array): Payload {
  const payload = readPayload(kind, new AbiReader(bytes))
  // One encoding for one meaning: the cool-down and the short way back compare bytes.
  if (!equalBytes(encodePayload(payload), bytes)) {
    throw new AbiError('a payload is not in its one encoding')
  }
  return payload
}

function readPayload(kind: PayloadKind, reader: AbiReader): Payload {
  switch (kind) {
    case 'directive':
      return { kind, assignee: reader.address(), dueEpochs: reader.uint32() }
    case 'policy':
      return {
        kind,
        sets: reader.array(PAYLOAD_LIMITS.sets, 32, readSet),
        sunsetEpochs: reader.uint32(),
      }
    case 'treasury':
      return {
        kind,
        payments: reader.array(PAYLOAD_LIMITS.payments, 96, (one) => ({
          to: one.address(),
          perEpochRau: one.uint256(),
          epochs: one.uint32(),
        })),
      }
    case 'upgrade':
      return {
        kind,
        name: reader.string(PAYLOAD_LIMITS.nameBytes),
        version: reader.uint32(),
        bundleRoot: reader.fixedBytes(32),
        bundleBytes: reader.uint64(),
        sourceHash: reader.fixedBytes(32),
        recipeHash: reader.fixedBytes(32),
        artifacts: reader.array(PAYLOAD_LIMITS.artifacts, 32, readArtifact),
        activationEpochs: reader.uint32(),
      }
    case 'script':
      return {
        kind,
        slot: reader.string(PAYLOAD_LIMITS.slotBytes),
        source: reader.string(PAYLOAD_LIMITS.scriptBytes),
      }
    case 'cancel':
      return { kind, proposal: reader.uint64() }
  }
}

function readSet(reader: AbiReader): RuleSet {
  const tuple = reader.tail()
  return {
    name: tuple.string(PAYLOAD_LIMITS.nameBytes),
    expected: tuple.string(PAYLOAD_LIMITS.valueBytes),
    value: tuple.string(PAYLOAD_LIMITS.valueBytes),
  }
}

function readArtifact(reader: AbiReader): Artifact {
  const tuple = reader.tail()
  return {
    platform: tuple.string(PAYLOAD_LIMITS.platformBytes),
    sha256: tuple.fixedBytes(32),
    bytes: tuple.uint64(),
  }
}

/** The one encoding of a payload. Sets of a policy stand by name: they are made all at once, so another order means the same. */
export function encodePayload(payload: Payload): Uint8Array {
  return encodeAbi(parseAbiTypes(PAYLOAD_TYPES[payload.kind]), valuesOf(payload))
}

function valuesOf(payload: Payload): readonly AbiValue[] {
  switch (payload.kind) {
    case 'directive':
      return [payload.assignee, payload.dueEpochs]
    case 'policy':
      return [
        payload.sets
          .toSorted((a, b) => compareText(a.name, b.name))
          .map((set) => [set.name, set.expected, set.value]),
        payload.sunsetEpochs,
      ]
    case 'treasury':
      return [payload.payments.map((one) => [one.to, one.perEpochRau, one.epochs])]
    case 'upgrade':
      return [
        payload.name,
        payload.version,
        payload.bundleRoot,
        payload.bundleBytes,
        payload.sourceHash,
        payload.recipeHash,
        payload.artifacts.map((one) => [one.platform, one.sha256, one.bytes]),
        payload.activationEpochs,
      ]
    case 'script':
      return [payload.slot, payload.source]
    case 'cancel':
      return [payload.proposal]
  }
}
