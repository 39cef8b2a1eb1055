import { encodeCall } from '#base/abi/abi-signature.ts'
import { coins } from '#base/integers.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { signedTransfer, TEST_ACCOUNTS, testGenesis } from '#node/test-network.fixture.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { type Call, call, callAll } from './json-rpc.ts'

const GENESIS_SECONDS = testGenesis().timeMs / 1000

/** What a block is, as clients see it. */
export interface SeenBlock {
  readonly number: string
  readonly hash: string
  readonly stateRoot: string
  readonly receiptsRoot: string
  readonly transactions: readonly string[]
}

/** A receipt in the parts that must never change. */
export interface SeenReceipt {
  readonly transactionHash: string
  readonly blockNumber: string
  readonly blockHash: string
  readonly status: string
}

const signed = new Map<number, readonly string[]>()

/** The raw transactions of a height: the same whenever they are asked for, one of each account. */
function transactionsOf(height: number): readonly string[] {
  const known = signed.get(height)
  if (known !== undefined) return known
  const made = TEST_ACCOUNTS.map((account, place) => {
    switch ((height + place) % 3) {
      case 0:
        return signedTransfer(account, height - 1)
      case 1: {
        const signature = 'createStake(string,uint256,uint32,bool,uint8[])'
        const data = encodeCall(signature, ['athens', coins(100 + height), 7, true, []])
        return signedTransfer(account, height - 1, { to: STAKING_ADDRESS, valueRau: 0n, data })
      }
      default: {
        const data = encodeCall('deposit(uint256,uint8[])', [BigInt(height), []])
        return signedTransfer(account, height - 1, { to: REWARDING_ADDRESS, valueRau: 0n, data })
      }
    }
  }).map(toHex)
  signed.set(height, made)
  return made
}

/** Has a node make the block of a height, with the transactions and the time of that height, as a wallet would. */
export async function makeBlock(
  url: string,
  height: number,
): Promise<{ readonly block: SeenBlock; readonly receipts: readonly SeenReceipt[] }> {
  const raws = transactionsOf(height)
  await callAll(
    url,
    raws.map((raw): Call => ['eth_sendRawTransaction', raw]),
  )
  await call(url, 'evm_setNextBlockTimestamp', GENESIS_SECONDS + height)
  await call(url, 'evm_mine')
  const hashes = raws.map((raw) => toHex(keccak256(Buffer.from(raw.slice(2), 'hex'))))
  const receipts = await readReceipts(url, hashes)
  return { block: await readBlock(url, height), receipts }
}

export async function readHeight(url: string): Promise<number> {
  return Number(await call(url, 'eth_blockNumber'))
}

export async function readBlock(url: string, height: number): Promise<SeenBlock> {
  const block = await call(url, 'eth_getBlockByNumber', `0x${height.toString(16)}`, false)
  if (block === null) throw new Error(`there is no block ${height}`)
  const { number, hash, stateRoot, receiptsRoot, transactions } = block as SeenBlock
  return { number, hash, stateRoot, receiptsRoot, transactions }
}

export async function readReceipts(
  url: string,
  hashes: readonly string[],
): Promise<readonly SeenReceipt[]> {
  const found = await callAll(
    url,
    hashes.map((hash): Call => ['eth_getTransactionReceipt', hash]),
  )
  return found.map((receipt, place) => {
    if (receipt === null) throw new Error(`there is no receipt of ${hashes[place] ?? ''}`)
    const { transactionHash, blockNumber, blockHash, status } = receipt as SeenReceipt
    return { transactionHash, blockNumber, blockHash, status }
  })
}
