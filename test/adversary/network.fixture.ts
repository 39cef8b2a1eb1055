import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject } from 'vitest'
import { toAddress } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { fromHex, type Hex, toHex } from '#base/hex.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import { askNode } from '#cli/testnet/ask-node.ts'
import type { TestnetShape } from '#cli/testnet/testnet-shape.ts'
import { startTestnet, type Testnet } from '#cli/testnet/testnet.ts'
import { ask, askHeight } from '../cluster/ask.ts'
import { compareLogs } from '../cluster/compare-logs.ts'
import { type ChainFacts, readStoredBlocks, replayChain } from '../cluster/replay-chain.ts'
import { until } from '../cluster/wait.ts'

/** Missing where there is no CometBFT: then no network can be started, and the tests are skipped. */
const programs = inject('clusterPrograms')
export const isMissing = programs === null
export const BOULE = programs?.boule ?? ''
export const FAULTY_NODE = programs?.faultyNode ?? ''

const ACCOUNTS = await deriveDevAccounts()

export interface AdversaryNetwork {
  readonly testnet: Testnet
  /** Of a node. */
  dir(name: string): string
  height(name: string): Promise<number>
  /** Resolves when a node has this block. */
  reach(name: string, height: number): Promise<void>
  /** The round in which the block at a height was decided. */
  round(name: string, height: number): Promise<number>
  /** Sends one Rau from one of the accounts by a node, and returns the hash. */
  sendCoin(name: string, account: number): Promise<string>
  /** Resolves when a transaction is in a block, by what a node says. */
  confirm(name: string, hash: string): Promise<void>
  /** Resolves when a node has ended by itself, with its last words. */
  untilFailed(name: string): Promise<string>
  /** How often the CometBFT of a node was started. */
  engineStarts(name: string): number
  /**
   * Stops the network. Fails unless all nodes have the same blocks, and executing them again on a machine that saw none of the faults
   * gives the same states, in which nothing is lost or doubled.
   */
  settle(): Promise<SettledNetwork>
  /** Stops the network and removes its files. */
  end(): Promise<void>
}

export interface SettledNetwork {
  readonly stored: readonly StoredBlock[]
  readonly facts: ChainFacts
}

/** A network of real nodes with real CometBFTs; those named are `faulty-node.ts`, the others the command `boule`. */
export async function startAdversaryNetwork(
  shape: Partial<TestnetShape>,
  faulty: readonly string[] = [],
): Promise<AdversaryNetwork> {
  const dir = mkdtempSync(path.join(tmpdir(), 'boule-adversary-'))
  const problems = new Map<string, string>()
  const testnet = await startTestnet({
    dir,
    shape,
    basePort: 0,
    ...(programs === null ? {} : { cometbftPath: programs.cometbft }),
    onEvent: ({ node, problem }) => {
      if (problem === undefined) problems.delete(node)
      else problems.set(node, problem)
    },
    program: (name) => (faulty.includes(name) ? FAULTY_NODE : BOULE),
  }).catch((error: unknown) => {
    rmSync(dir, { recursive: true, force: true })
    throw error
  })
  const height = (name: string): Promise<number> => askHeight(testnet.node(name).rpcUrl)
  return {
    testnet,
    dir: (name) => testnet.node(name).dir,
    height,
    reach: async (name, wanted) => {
      await until(`block ${wanted} at ${name}`, async () =>
        (await height(name).catch(() => 0)) >= wanted ? true : undefined,
      )
    },
    round: (name, at) => askNode(testnet.node(name)).round(at),
    sendCoin: (name, account) => sendCoin(testnet, name, account),
    confirm: async (name, hash) => {
      await until(`transaction ${hash} at ${name}`, async () =>
        (await findReceipt(testnet, name, hash)) === null ? undefined : true,
      )
    },
    untilFailed: (name) => until(`end of ${name}`, () => problems.get(name)),
    engineStarts: (name) =>
      readFileSync(testnet.node(name).logFile, 'utf8').split('cometbft started').length - 1,
    settle: () => settle(testnet),
    end: async () => {
      await testnet.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Under which CometBFT's peers know the node. */
export async function askNodeId(engineUrl: string): Promise<string> {
  const { node_info: info } = await ask<{ readonly node_info: { readonly id: string } }>(
    engineUrl,
    'status',
  )
  return info.id
}

async function settle(testnet: Testnet): Promise<SettledNetwork> {
  await testnet.stop()
  const logs = new Map<string, readonly StoredBlock[]>()
  for (const { name, dir } of testnet.nodes) {
    logs.set(name, await readStoredBlocks(dir, testnet.genesis))
  }
  const { longest: stored, problems } = compareLogs(logs)
  const facts = replayChain(testnet.genesis, stored)
  expect([...problems, ...facts.problems]).toEqual([])
  return { stored, facts }
}

async function findReceipt(testnet: Testnet, name: string, hash: string): Promise<unknown> {
  return ask<unknown>(testnet.node(name).rpcUrl, 'eth_getTransactionReceipt', [hash])
}

async function sendCoin(testnet: Testnet, name: string, account: number): Promise<string> {
  const { rpcUrl } = testnet.node(name)
  const { chainId, rules } = testnet.genesis
  const { address, privateKey } = must(ACCOUNTS[account], 'an account')
  const nonce = await ask<Hex>(rpcUrl, 'eth_getTransactionCount', [address, 'pending'])
  const raw = signTransaction(
    {
      type: 0,
      chainId,
      nonce: Number(nonce),
      gasLimit: rules.gasPerAction,
      maxFeePerGasRau: rules.gasPriceRau,
      maxPriorityFeePerGasRau: rules.gasPriceRau,
      to: toAddress('0x00000000000000000000000000000000000c0111'),
      valueRau: 1n,
      data: new Uint8Array(0),
      accessList: [],
    },
    fromHex(privateKey),
    signDigest,
  )
  return ask<string>(rpcUrl, 'eth_sendRawTransaction', [toHex(raw)])
}
