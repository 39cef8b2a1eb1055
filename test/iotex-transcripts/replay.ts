import { compareAccount, compareRead } from './compare-read.ts'
import { compareSubmission, compareTransaction } from './compare-submission.ts'
import type { Place, Replay } from './comparison.ts'
import { createRecordedLedger } from './recorded-ledger.ts'
import { readRecordedSteps, RECORDED_FILES } from './recorded-steps.ts'
import { createReplayedChain } from './replayed-chain.ts'

/** Methods whose answers are conventions of the JSON-RPC server, which has tests of its own. */
export const NOT_COMPARED: ReadonlySet<string> = new Set([
  'web3_clientVersion',
  'web3_sha3',
  'net_version',
  'net_listening',
  'net_peerCount',
  'eth_chainId',
  'eth_protocolVersion',
  'eth_syncing',
  'eth_mining',
  'eth_hashrate',
  'eth_accounts',
  'eth_coinbase',
  'eth_gasPrice',
  'eth_maxPriorityFeePerGas',
  'eth_blobBaseFee',
  'eth_blockNumber',
  'eth_feeHistory',
  'eth_getProof',
  'eth_createAccessList',
  'eth_estimateGas',
  'eth_getBlockByNumber',
  'eth_getBlockByHash',
  'eth_getBlockReceipts',
  'eth_getBlockTransactionCountByNumber',
  'eth_getBlockTransactionCountByHash',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getUncleCountByBlockNumber',
  'eth_getCode',
  'eth_getStorageAt',
  'debug_traceBlockByNumber',
  'txpool_status',
  'rpc_modules',
  'noSuchMethod',
])

/** Replays every recorded step on this network's state machine and compares the answers. */
export function replayAll(): Replay {
  const replay: Replay = {
    chain: createReplayedChain(),
    ledger: createRecordedLedger(),
    comparisons: [],
    skipped: [],
  }
  for (const file of RECORDED_FILES) {
    for (const step of readRecordedSteps(file)) replayStep(replay, { file, step })
  }
  return replay
}

function replayStep(replay: Replay, place: Place): void {
  const { chain } = replay
  const { method } = place.step.request
  switch (method) {
    case 'eth_sendRawTransaction':
      return compareSubmission(replay, place)
    case 'eth_getTransactionReceipt':
      // Compared with its submission.
      return
    case 'eth_getTransactionByHash':
      return compareTransaction(replay, place)
    case 'eth_call':
      return compareRead(replay, place)
    case 'eth_getBalance':
      return compareAccount(replay, place, (address) => chain.balanceRau(address))
    case 'eth_getTransactionCount':
      return compareAccount(replay, place, (address) => BigInt(chain.nonce(address)))
    default:
      if (!NOT_COMPARED.has(method)) throw new Error(`nobody looks at the method ${method}`)
      replay.skipped.push(method)
  }
}
