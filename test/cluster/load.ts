import { type Address, toAddress } from '#base/address.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { fromHex, type Hex, toHex } from '#base/hex.ts'
import { keccak256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { createRandom, type Random } from '../../sim/random.ts'
import { ask, NoAnswer } from './ask.ts'
import { pause, until } from './wait.ts'

export interface LoadAccount {
  readonly address: string
  readonly privateKey: Hex
  /** Of a delegate's owner: claims rewards and does nothing else. */
  readonly claims?: boolean
}

export interface LoadOptions {
  readonly chainId: number
  readonly gasPriceRau: bigint
  /** JSON-RPC of all nodes; which of them answer changes. */
  readonly rpcUrls: () => readonly string[]
  /** Each sends its transactions one after another. */
  readonly accounts: readonly LoadAccount[]
  readonly delegateNames: readonly string[]
  readonly perSecond: number
  readonly seed: number
}

/** A stream of transactions through many nodes. Whatever it has made gets into a block, however often it has to be sent. */
export interface Load {
  /** Hashes of all that was made. */
  readonly hashes: ReadonlySet<string>
  /** How often one was sent again because it was in no block. */
  readonly sentAgain: () => number
  /** Makes nothing new, and resolves when everything is in a block. */
  finish(): Promise<void>
  /** Lets go of what is under way. */
  abort(): void
}

interface Lane {
  readonly account: LoadAccount
  nextNonce: number
  /** Made and not yet known to be in a block, the oldest first. */
  readonly open: { readonly nonce: number; readonly raw: Hex; sentMs: number }[]
}

const MOST_OPEN = 12
const SEND_AGAIN_MS = 4_000
const LOOK_MS = 500

export function startLoad(options: LoadOptions): Load {
  const random = createRandom(options.seed)
  const lanes: readonly Lane[] = options.accounts.map((account) => ({
    account,
    nextNonce: 0,
    open: [],
  }))
  const hashes = new Set<string>()
  let sentAgain = 0
  let lastRefusal = ''
  /** Nothing new is made; then, nothing is looked after any more. */
  const finishing = new AbortController()
  const ending = new AbortController()

  const send = async (raw: Hex): Promise<void> => {
    try {
      await ask(random.pick(options.rpcUrls()), 'eth_sendRawTransaction', [raw])
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      lastRefusal = error.message
    }
  }

  const makeOne = async (): Promise<void> => {
    const lane = random.pick(lanes)
    if (lane.open.length >= MOST_OPEN) return
    const raw = makeTransaction(options, lane.account, lane.nextNonce, random)
    hashes.add(toHex(keccak256(fromHex(raw))))
    lane.open.push({ nonce: lane.nextNonce, raw, sentMs: performance.now() })
    lane.nextNonce++
    await send(raw)
  }

  /** Forgets what is in blocks and sends again what is not, for it may have been lost with a node's pool. */
  const lookAfter = async (lane: Lane): Promise<void> => {
    if (lane.open.length === 0) return
    const nonce = await readNonce(random.pick(options.rpcUrls()), lane.account.address)
    if (nonce === undefined) return
    while (lane.open[0] !== undefined && lane.open[0].nonce < nonce) lane.open.shift()
    for (const one of lane.open) {
      if (performance.now() - one.sentMs < SEND_AGAIN_MS) continue
      one.sentMs = performance.now()
      sentAgain++
      await send(one.raw)
    }
  }

  const sendAll = async (): Promise<void> => {
    while (!finishing.signal.aborted) {
      // A node that is paused answers to nobody; the others must not wait for it.
      void makeOne()
      await pause(1_000 / options.perSecond)
    }
  }
  const lookAfterAll = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await Promise.all(lanes.map(lookAfter))
      await pause(LOOK_MS)
    }
  }
  const work = Promise.all([sendAll(), lookAfterAll()])

  return {
    hashes,
    sentAgain: () => sentAgain,
    finish: async () => {
      finishing.abort()
      const openCount = (): number => lanes.reduce((sum, lane) => sum + lane.open.length, 0)
      await until(
        'block with the last transactions',
        () => (openCount() === 0 ? true : undefined),
        () => `${openCount()} are open, the last refusal was: ${lastRefusal}`,
      )
      ending.abort()
      await work
    },
    abort: () => {
      finishing.abort()
      ending.abort()
    },
  }
}

async function readNonce(rpcUrl: string, address: string): Promise<number | undefined> {
  try {
    return Number(await ask<string>(rpcUrl, 'eth_getTransactionCount', [address, 'latest']))
  } catch (error) {
    if (error instanceof NoAnswer) return undefined
    throw error
  }
}

function makeTransaction(
  options: LoadOptions,
  account: LoadAccount,
  nonce: number,
  random: Random,
): Hex {
  const action = account.claims === true ? claimSome(random) : chooseAction(options, random)
  return signCall(options, account, nonce, action)
}

interface Action {
  readonly to: Address
  readonly valueRau: bigint
  readonly data: Uint8Array
}

/** Transfers, stakes and, of whatever bucket, moved votes: most of the latter are refused, and paid for all the same. */
function chooseAction(options: LoadOptions, random: Random): Action {
  const delegate = random.pick(options.delegateNames)
  switch (random.below(4)) {
    case 0: {
      const amountRau = coins(100 + random.below(100))
      const values = [delegate, amountRau, 7, random.oneIn(2), []] as const
      return stakingCall('createStake(string,uint256,uint32,bool,uint8[])', values)
    }
    case 1: {
      const index = options.delegateNames.length + random.below(40)
      return stakingCall('changeCandidate(string,uint64,uint8[])', [delegate, BigInt(index), []])
    }
    case 2: {
      const data = encodeCall('deposit(uint256,uint8[])', [BigInt(1 + random.below(1_000)), []])
      return { to: REWARDING_ADDRESS, valueRau: 0n, data }
    }
    default: {
      const { address } = random.pick(options.accounts)
      return { to: toAddress(address), valueRau: BigInt(random.below(1_000)), data: NO_BYTES }
    }
  }
}

function claimSome(random: Random): Action {
  const data = encodeCall('claim(uint256,uint8[])', [coins(1 + random.below(100)), []])
  return { to: REWARDING_ADDRESS, valueRau: 0n, data }
}

const NO_BYTES = new Uint8Array(0)

export function stakingCall(signature: string, values: Parameters<typeof encodeCall>[1]): Action {
  return { to: STAKING_ADDRESS, valueRau: 0n, data: encodeCall(signature, values) }
}

export function signCall(
  network: Pick<LoadOptions, 'chainId' | 'gasPriceRau'>,
  account: LoadAccount,
  nonce: number,
  action: Action,
): Hex {
  const raw = signTransaction(
    {
      type: 2,
      chainId: network.chainId,
      nonce,
      gasLimit: 20_000,
      maxFeePerGasRau: network.gasPriceRau,
      maxPriorityFeePerGasRau: 0n,
      accessList: [],
      ...action,
    },
    fromHex(account.privateKey),
    signDigest,
  )
  return toHex(raw)
}
