import { assert } from '#base/assert.ts'
import { type Codec, DecodeError, type Reader, type Writer } from '#base/codec.ts'
import { toHex } from '#base/hex.ts'
import type {
  BlockIdFlag,
  CommitInfo,
  FinalizeBlockRequest,
  Misbehavior,
  ValidatorAddress,
} from '#protocol/abci.ts'
import { MODULES, type ModuleName, type StateRoots } from '#protocol/store.ts'

/** What is kept of a block: enough to execute it again, and what executing it must give. */
export interface StoredBlock {
  readonly request: FinalizeBlockRequest
  readonly roots: StateRoots
}

const FLAGS: readonly BlockIdFlag[] = ['absent', 'commit', 'nil']
const MISBEHAVIORS: readonly Misbehavior['type'][] = ['duplicate-vote', 'light-client-attack']

/** Validator addresses are upper-case hex: kept as the bytes they name, half as long. */
function writeValidator(writer: Writer, validator: ValidatorAddress): void {
  const bytes = Buffer.from(validator, 'hex')
  assert(
    bytes.toString('hex').toUpperCase() === validator,
    `a validator address is upper-case hex, not ${validator}`,
  )
  writer.bytes(bytes)
}

function readValidator(reader: Reader): ValidatorAddress {
  return toHex(reader.bytes()).slice(2).toUpperCase()
}

function writeChoice<T>(writer: Writer, choices: readonly T[], value: T): void {
  const index = choices.indexOf(value)
  assert(index >= 0, `not one of the known choices: ${String(value)}`)
  writer.u8(index)
}

function readChoice<T>(reader: Reader, choices: readonly T[]): T {
  const value = choices[reader.u8()]
  if (value === undefined) throw new DecodeError('a choice that is not known')
  return value
}

const commitInfoCodec: Codec<CommitInfo> = {
  encode: (writer, value) => {
    writer.u32(value.round).list(value.votes, (w, vote) => {
      writeValidator(w, vote.validator)
      writeChoice(w, FLAGS, vote.flag)
    })
  },
  decode: (reader) => ({
    round: reader.u32(),
    votes: reader.list((r) => ({ validator: readValidator(r), flag: readChoice(r, FLAGS) })),
  }),
}

const misbehaviorCodec: Codec<Misbehavior> = {
  encode: (writer, value) => {
    writeChoice(writer, MISBEHAVIORS, value.type)
    writeValidator(writer, value.validator)
    writer.u64(value.height).u64(value.timeMs)
  },
  decode: (reader) => ({
    type: readChoice(reader, MISBEHAVIORS),
    validator: readValidator(reader),
    height: reader.u64(),
    timeMs: reader.u64(),
  }),
}

const requestCodec: Codec<FinalizeBlockRequest> = {
  encode: (writer, value) => {
    writer.u64(value.height).u64(value.timeMs).bytes(value.hash)
    writeValidator(writer, value.proposerAddress)
    writer.list(value.txs, (w, tx) => w.bytes(tx))
    commitInfoCodec.encode(writer, value.decidedLastCommit)
    writer.list(value.misbehavior, misbehaviorCodec.encode)
  },
  decode: (reader) => ({
    height: reader.u64(),
    timeMs: reader.u64(),
    hash: reader.bytes(),
    proposerAddress: readValidator(reader),
    txs: reader.list((r) => r.bytes()),
    decidedLastCommit: commitInfoCodec.decode(reader),
    misbehavior: reader.list(misbehaviorCodec.decode),
  }),
}

/** Roots with the names of their modules: a log outlives the order of `MODULES`. */
export const rootsCodec: Codec<StateRoots> = {
  encode: (writer, value) => {
    writer.bytes(value.appHash).list(value.modules, (w, one) => w.text(one.module).bytes(one.root))
  },
  decode: (reader) => ({
    appHash: reader.bytes(),
    modules: reader.list((r) => ({ module: readModule(r), root: r.bytes() })),
  }),
}

function readModule(reader: Reader): ModuleName {
  const name = reader.text()
  const module = MODULES.find((known) => known === name)
  if (module === undefined) throw new DecodeError(`a module that is not known: ${name}`)
  return module
}

export const storedBlockCodec: Codec<StoredBlock> = {
  encode: (writer, value) => {
    requestCodec.encode(writer, value.request)
    rootsCodec.encode(writer, value.roots)
  },
  decode: (reader) => ({ request: requestCodec.decode(reader), roots: rootsCodec.decode(reader) }),
}
