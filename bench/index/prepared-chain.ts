import { setImmediate } from 'node:timers/promises'
import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction } from '#base/transaction.ts'
import type { RpcClient } from '#indexer/node/rpc-client.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { serveChain } from '../../test/index/sim-chain.ts'
import {
  BENCH_CHAIN_ID,
  type Holder,
  makeHolders,
  makeLargeGenesis,
} from '../chain/large-network.ts'

const HOLDERS = 2_000
const TRANSACTIONS_PER_BLOCK = 1_000
const DELEGATES = 60

/** A chain whose blocks and receipts lie ready as the text of answers. */
export interface PreparedChain {
  readonly rpc: RpcClient
  readonly height: number
}

/** Half of the transactions open buckets; of the others a half adds to one, and a half moves its vote. */
export async function makePreparedChain(options: {
  readonly accounts: number
  readonly buckets: number
  readonly transactions: number
}): Promise<PreparedChain> {
  const holders = makeHolders(HOLDERS)
  const genesis = makeLargeGenesis({ ...options, delegates: DELEGATES, holders })
  const signed = makeTransactions(holders, options.buckets, options.transactions)
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: (raw) => signed.get(raw) as SignedTransaction,
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'bench', initialHeight: 1 })
  const raws = [...signed.keys()]
  const blocks: ExecutedBlock[] = []
  for (let height = 1; (height - 1) * TRANSACTIONS_PER_BLOCK < raws.length; height++) {
    const first = (height - 1) * TRANSACTIONS_PER_BLOCK
    const { validators, proposer } = getSchedule(machine.world).current
    const votes = validators.map(({ address }) => {
      return { validator: toValidatorAddress(address), flag: 'commit' as const }
    })
    blocks.push(
      machine.finalizeBlock({
        height,
        timeMs: genesis.timeMs + height * 1_000,
        hash: sha256(utf8ToBytes(`block ${height}`)),
        proposerAddress: toValidatorAddress(proposer),
        txs: raws.slice(first, first + TRANSACTIONS_PER_BLOCK),
        decidedLastCommit: { round: 0, votes: height === 1 ? [] : votes },
        misbehavior: [],
      }),
    )
    machine.commit()
  }
  const { rpc } = serveChain(machine, blocks)
  return { rpc: await prepareAnswers(rpc, blocks.length), height: blocks.length }
}

function makeTransactions(
  holders: readonly Holder[],
  firstBucket: number,
  count: number,
): ReadonlyMap<Uint8Array, SignedTransaction> {
  const made = new Map<Uint8Array, SignedTransaction>()
  const opened = Math.ceil(count / 2)
  for (let i = 0; i < count; i++) {
    const holder = holders[i % holders.length] as Holder
    const data = makeCall(i, opened, firstBucket)
    const raw = signTransaction(
      {
        type: 2,
        chainId: BENCH_CHAIN_ID,
        nonce: Math.floor(i / holders.length),
        gasLimit: 10_000,
        maxFeePerGasRau: 1_000_000_000_000n,
        maxPriorityFeePerGasRau: 0n,
        to: STAKING_ADDRESS,
        valueRau: 0n,
        data,
        accessList: [],
      },
      holder.privateKey,
      signDigest,
    )
    made.set(raw, { transaction: decodeTransaction(raw), sender: holder.address })
  }
  return made
}

function makeCall(i: number, opened: number, firstBucket: number): Uint8Array {
  if (i < opened) {
    return call('createStake(string,uint256,uint32,bool,uint8[])', [
      `bench${i % DELEGATES}`,
      coins(100 + (i % 50)),
      i % 1_051,
      true,
      [],
    ])
  }
  const bucket = firstBucket + i - opened
  return i % 2 === 0
    ? call('depositToStake(uint64,uint256,uint8[])', [bucket, coins(1), []])
    : call('changeCandidate(string,uint64,uint8[])', [`bench${(i + 7) % DELEGATES}`, bucket, []])
}

function call(signature: string, values: readonly AbiValue[]): Uint8Array {
  return encodeCall(signature, values)
}

/** Asks for every block and its receipts once; whoever asks again gets the text that was kept. */
async function prepareAnswers(rpc: RpcClient, height: number): Promise<RpcClient> {
  const kept = new Map<string, string>()
  for (let at = 1; at <= height; at++) {
    const number = `0x${at.toString(16)}`
    for (const [method, params] of [
      ['eth_getBlockByNumber', [number, true]],
      ['eth_getBlockReceipts', [number]],
    ] as const) {
      const [answer] = await rpc.batch([{ method, params }])
      kept.set(`${method} ${number}`, JSON.stringify(answer))
    }
  }
  return {
    url: 'a prepared chain',
    // After the rest of what is to be done now: an answer of a network comes while the database works.
    batch: async (calls) => {
      await setImmediate()
      const texts = calls.map(({ method, params }) => kept.get(`${method} ${String(params[0])}`))
      if (texts.some((text) => text === undefined)) return rpc.batch(calls)
      return JSON.parse(`[${texts.join(',')}]`) as readonly unknown[]
    },
  }
}
