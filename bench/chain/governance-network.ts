import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { Address } from '#base/address.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import type { TransactionFields } from '#base/transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import { createMachine } from '#protocol/create-machine.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { getCurrentEpoch, getSchedule } from '#protocol/epochs/epoch.ts'
import { endHeight } from '#protocol/epochs/state.ts'
import { encodePayload, type Payload } from '#protocol/governance/payload.ts'
import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import type { Machine } from '#protocol/machine.ts'
import { GOVERNANCE_ADDRESS } from '#protocol/system-addresses.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { BENCH_CHAIN_ID } from './large-network.ts'

/** A machine whose transactions are believed to be signed: what is measured is their execution. */
export interface BenchNetwork {
  readonly machine: Machine
  /** Makes a block; milliseconds of its execution, with roots and commit. */
  block(transactions?: readonly SignedTransaction[]): Timed
  /** Makes empty blocks to the end of the running epoch. */
  endEpoch(): Timed
  proposal(id: number): Proposal
}

export interface Timed {
  readonly ms: number
  readonly executed: ExecutedBlock
}

export function openBenchNetwork(genesis: Genesis): BenchNetwork {
  const known = new Map<Uint8Array, SignedTransaction>()
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: (raw) => known.get(raw) as SignedTransaction,
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'bench', initialHeight: 1 })
  let height = 0
  const block = (transactions: readonly SignedTransaction[] = []): Timed => {
    height++
    for (const signed of transactions) known.set(signed.transaction.raw, signed)
    const { current } = getSchedule(machine.world)
    const request = {
      height,
      timeMs: genesis.timeMs + height * 1_000,
      hash: sha256(utf8ToBytes(`bench block ${height}`)),
      proposerAddress: toValidatorAddress(current.proposer),
      txs: transactions.map(({ transaction }) => transaction.raw),
      decidedLastCommit: { round: 0, votes: [] },
      misbehavior: [],
    }
    const begun = process.hrtime.bigint()
    const executed = machine.finalizeBlock(request)
    machine.commit()
    const ms = Number(process.hrtime.bigint() - begun) / 1e6
    known.clear()
    const refused = executed.receipts.filter((receipt) => receipt.status === 0)
    if (refused.length > 0 || executed.receipts.length !== transactions.length) {
      throw new Error(`${refused.length} refused, the first with ${refused[0]?.code}`)
    }
    return { ms, executed }
  }
  return {
    machine,
    block,
    endEpoch: () => {
      for (;;) {
        const isLast = height + 1 === endHeight(getCurrentEpoch(machine.world))
        const timed = block()
        if (isLast) return timed
      }
    },
    proposal: (id) => {
      const found = machine.world.governance.proposals.get(id)
      if (found === undefined) throw new RangeError(`no proposal ${id}`)
      return found
    },
  }
}

/** A transaction as if its sender had signed it. */
export function pretend(
  sender: Address,
  fields: Pick<TransactionFields, 'nonce' | 'to' | 'data'> & Partial<TransactionFields>,
): SignedTransaction {
  const raw = utf8ToBytes(`${sender} ${fields.nonce}`)
  const hash = sha256(raw)
  const transaction = {
    type: 0 as const,
    chainId: BENCH_CHAIN_ID,
    gasLimit: 100_000,
    maxFeePerGasRau: 1_000_000_000_000n,
    maxPriorityFeePerGasRau: 1_000_000_000_000n,
    valueRau: 0n,
    accessList: [],
    r: new Uint8Array(32),
    s: new Uint8Array(32),
    yParity: 0 as const,
    hash: toHex(hash),
    signingHash: hash,
    raw,
    ...fields,
  }
  return { transaction, sender }
}

export function govern(
  sender: Address,
  nonce: number,
  signature: string,
  values: readonly AbiValue[],
  valueRau = 0n,
): SignedTransaction {
  const data = encodeCall(signature, values)
  return pretend(sender, { nonce, to: GOVERNANCE_ADDRESS, data, valueRau, gasLimit: 1_000_000 })
}

export function propose(sender: Address, nonce: number, payload: Payload, valueRau: bigint) {
  const kind = PAYLOAD_KINDS.indexOf(payload.kind)
  const content = [kind, 'A proposal', 'Because.', encodePayload(payload)] as const
  return govern(sender, nonce, 'propose(uint8,string,string,bytes)', content, valueRau)
}

export function castBallot(sender: Address, nonce: number, { id, root }: Proposal, yesBps: number) {
  const split = [yesBps, 10_000 - yesBps, 0] as const
  const signature = 'castBallot(uint64,bytes32,uint16,uint16,uint16)'
  return govern(sender, nonce, signature, [id, root, ...split])
}
