import type { Address } from '#base/address.ts'
import type { Codec, Reader, Writer } from '#base/codec.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { addressKey, field, numberKey, recordCodec } from '../store.ts'
import { PROPOSAL_STATES } from './lifecycle.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import type {
  Proposal,
  Tally,
  Support,
  Ballot,
  PowerPoint,
  DelegationPoint,
  Delegation,
  PowerTotal,
  PowerTotals,
  Attestations,
  Progress,
  InstalledScript,
  SoftwareVersion,
  Register,
  EnactedChange,
  Enactment,
  Stream,
} from './state.ts'

// The bytes of each record of governance.

type FieldPair<T> = readonly [(w: Writer, v: T) => void, (r: Reader) => T]

function nameField<T extends string>(names: readonly T[]): FieldPair<T> {
  return [(w, v) => void w.u8(names.indexOf(v)), (r) => names[r.u8()] as T]
}

export const proposalCodec = recordCodec<Proposal>({
  id: field.u64,
  proposer: field.address,
  class: nameField(PROPOSAL_CLASSES),
  kind: nameField(PAYLOAD_KINDS),
  short: field.bool,
  state: nameField(PROPOSAL_STATES),
  title: field.text,
  revision: field.u32,
  payloadRevision: field.u32,
  root: field.bytes,
  textHash: field.bytes,
  payloadHash: field.bytes,
  depositRau: field.uint,
  submittedEpoch: field.u64,
  revisedEpoch: field.u64,
  qualifiedEpoch: field.u64,
  maturityEpochs: field.u64,
  totalRau: field.uint,
  pastTurnoutBps: field.u32,
  openedEpoch: field.u64,
  voteEndEpoch: field.u64,
  extendedEpochs: field.u64,
  confirmedEpoch: field.u64,
  timelockEndEpoch: field.u64,
  dueEpoch: field.u64,
  changedEpoch: field.u64,
  overdue: field.bool,
})

export const tallyCodec = recordCodec<Tally>({
  supportRau: field.uint,
  supporters: field.u64,
  editorialRau: field.uint,
  editorialSupporters: field.u64,
  supports: field.u64,
  yesRau: field.uint,
  noRau: field.uint,
  abstainRau: field.uint,
  ballots: field.u64,
  delegations: field.u64,
  delegationsDone: field.u64,
  counted: field.u64,
  countedYesRau: field.uint,
  countedNoRau: field.uint,
  countedAbstainRau: field.uint,
  lateFlip: field.bool,
})

export const supportCodec = recordCodec<Support>({
  account: field.address,
  revision: field.u32,
  payloadRevision: field.u32,
  editorial: field.bool,
})

/** Written out, since every ballot goes through it. */
export const ballotCodec: Codec<Ballot> = {
  encode: (writer, value) => {
    writer
      .address(value.voter)
      .u32(value.yesBps)
      .u32(value.noBps)
      .uint(value.ownRau)
      .uint(value.nonce)
  },
  decode: (reader) => ({
    voter: reader.address(),
    yesBps: reader.u32(),
    noBps: reader.u32(),
    ownRau: reader.uint(),
    nonce: reader.uint(),
  }),
}

/** Written out, since every staking transaction goes through it. */
export const powerCodec: Codec<readonly PowerPoint[]> = {
  encode: (writer, value) => {
    writer.list(value, (w, point) => w.u64(point.epoch).uint(point.powerRau))
  },
  decode: (reader) => reader.list((r) => ({ epoch: r.u64(), powerRau: r.uint() })),
}

export const delegationCodec = recordCodec<Delegation>({
  class: nameField(PROPOSAL_CLASSES),
  delegator: field.address,
  points: field.list<DelegationPoint>(
    recordCodec<DelegationPoint>({ epoch: field.u64, delegate: field.optional(field.address) }),
  ),
})

export const totalsCodec = recordCodec<PowerTotals>({
  epoch: field.u64,
  excludedAccounts: field.text,
  totals: field.list<PowerTotal>(
    recordCodec<PowerTotal>({ maturityEpochs: field.u64, totalRau: field.uint }),
  ),
})

const addressList = field.list<Address>(addressKey)

export const attestationsCodec = recordCodec<Attestations>({
  revision: field.u32,
  green: addressList,
  red: addressList,
})

export const progressCodec = recordCodec<Progress>({
  percent: field.u8,
  reportedEpoch: field.u64,
  evidenceHash: field.bytes,
  accepted: addressList,
  refused: addressList,
})

export const readinessCodec: Codec<readonly Address[]> = {
  encode: addressList[0],
  decode: addressList[1],
}

export const scriptsCodec: Codec<readonly InstalledScript[]> = {
  encode: (writer, value) => {
    writer.list(value, (w, one) => w.u64(one.proposal).u64(one.fromEpoch).text(one.source))
  },
  decode: (reader) =>
    reader.list((r) => ({ proposal: r.u64(), fromEpoch: r.u64(), source: r.text() })),
}

export const versionCodec = recordCodec<SoftwareVersion>({
  version: field.u32,
  proposal: field.u64,
  bundleRoot: field.bytes,
  fromEpoch: field.u64,
})

export const registerCodec = recordCodec<Register>({
  version: field.u32,
  nextId: field.u64,
  nextStream: field.u64,
  live: field.list<number>(numberKey),
  powerHorizon: field.u64,
  turnoutBps: field.list<number>(numberKey),
})

export const enactmentCodec = recordCodec<Enactment>({
  proposal: field.u64,
  epoch: field.u64,
  fromEpoch: field.u64,
  changes: field.list<EnactedChange>(
    recordCodec<EnactedChange>({ name: field.text, before: field.text, after: field.text }),
  ),
  sunsetEpoch: field.u64,
  over: field.bool,
})

export const streamCodec = recordCodec<Stream>({
  proposal: field.u64,
  to: field.address,
  perEpochRau: field.uint,
  epochsLeft: field.u64,
  owedRau: field.uint,
  paidRau: field.uint,
})

export const amountCodec: Codec<bigint> = {
  encode: (writer, value) => void writer.uint(value),
  decode: (reader) => reader.uint(),
}

export const bytesCodec: Codec<Uint8Array> = {
  encode: (writer, value) => void writer.bytes(value),
  decode: (reader) => reader.bytes(),
}
