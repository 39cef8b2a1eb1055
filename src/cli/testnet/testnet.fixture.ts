import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import { toHex } from '#base/hex.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import type { TestnetDelegate } from './testnet-genesis.ts'
import type { NodeView, TestnetView } from './testnet-view.ts'

export const TEST_SEED = Uint8Array.from({ length: 32 }, (_, index) => index + 1)

/** The owner's key of the delegate at a place of the list. */
export function privateKeyOf(index: number): Uint8Array {
  return new Uint8Array(32).fill(index + 1)
}

/** Delegates `n1`, `n2` … with keys that are the same each time. */
export function testDelegates(count: number): readonly TestnetDelegate[] {
  return Array.from({ length: count }, (_, index) => {
    const secret = privateKeyOf(index)
    const bls = blsSecretKeyFromSeed(secret)
    return {
      name: `n${index + 1}`,
      owner: addressOfPrivateKey(secret),
      keys: {
        consensus: { publicKey: toHex(ed25519PublicKey(secret)), secretKey: toHex(secret) },
        bls: { publicKey: toHex(blsPublicKey(bls)), secretKey: toHex(bls) },
      },
    }
  })
}

export function nodeView(name: string, change: Partial<NodeView> = {}): NodeView {
  return {
    name,
    rpcUrl: `http://127.0.0.1:200${name.slice(1).padStart(2, '0')}`,
    role: 'producer',
    state: 'running',
    isCutOff: false,
    sample: { height: 1_234, epoch: 11, appHash: `0x${'ab'.repeat(32)}`, peers: 7, pool: 3 },
    produced: 4,
    missed: 0,
    ...change,
  }
}

export function testnetView(change: Partial<TestnetView> = {}): TestnetView {
  return {
    network: 'boule-testnet',
    chainId: 1_153_000_001,
    dir: 'testnet',
    height: 1_234,
    agreedHeight: 1_234,
    sinceBlockMs: 400,
    intervalMs: 1_003,
    rounds: { blocks: 50, later: 2 },
    epoch: { epoch: 11, startHeight: 1_217, electionHeight: 1_234, endHeight: 1_240 },
    nodes: ['n1', 'n2', 'n3', 'n4'].map((name) => nodeView(name)),
    divergences: [],
    ...change,
  }
}
