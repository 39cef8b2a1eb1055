import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { encodeBase64 } from '#bundles/base64.ts'
import { makeBundle } from '#bundles/bundle.fixture.ts'
import type { NodePorts } from '#node/open-chain.ts'
import { TEST_ACCOUNTS, type TestAccount, testGenesis } from '#node/test-network.fixture.ts'
import { REASONS } from '#rpc/errors.ts'
import { startTestNode, type TestNode } from '../clients/network.fixture.ts'
import { ask, resultOf, wordOf } from './ask.ts'
import type { ErrorTable, Scenario } from './error-table.ts'
import { withOutlivingServer } from './outliving-server.ts'

const [alice, bob] = TEST_ACCOUNTS as readonly [TestAccount, TestAccount]
const NOBODY = `0x${'77'.repeat(20)}`

function asked(method: string, ...params: readonly unknown[]): Scenario<TestNode> {
  return async ({ node }) => wordOf(await ask(node.rpcUrl, method, ...params))
}

const mineWithoutProducers: Scenario<TestNode> = async ({ node }) => {
  const names = testGenesis().delegates.map(({ name }) => name)
  for (const name of names) await resultOf(node.rpcUrl, 'boule_setOffline', name, true)
  const word = wordOf(await ask(node.rpcUrl, 'evm_mine'))
  for (const name of names) await resultOf(node.rpcUrl, 'boule_setOffline', name, false)
  return word
}

function mineWhenStopped(): Promise<string> {
  return withOutlivingServer(async ({ node, url }) => {
    await node.stop()
    return wordOf(await ask(url, 'evm_mine'))
  })
}

function mineOnFullDisk(): Promise<string> {
  let isFull = false
  return withOutlivingServer(
    async ({ url }) => {
      isFull = true
      return wordOf(await ask(url, 'evm_mine'))
    },
    { writeLog: () => undefined },
    {
      wrapDisk: (disk) => ({
        ...disk,
        sync: async (file) => {
          if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          return disk.sync(file)
        },
      }),
    },
  )
}

/** Blocks are forgotten some time after a snapshot; more blocks are made until then. */
async function askForForgottenLogs(): Promise<string> {
  const { node, stop } = await startTestNode({
    blockMode: 'manual',
    snapshotIntervalBlocks: 1,
    keepBlocks: 1,
  })
  try {
    for (;;) {
      await resultOf(node.rpcUrl, 'evm_mine')
      const { error } = await ask(node.rpcUrl, 'eth_getLogs', { fromBlock: '0x1' })
      if (error !== undefined) return wordOf({ error })
    }
  } finally {
    await stop()
  }
}

const BUNDLE = makeBundle({ 'proposal.md': 'one' })
const NO_INDEX = new Uint8Array(3)
const NEEDED = [{ root: toHex(sha256(NO_INDEX)), bytes: 0 }, BUNDLE]

/** The word for bytes that are put under a root into a node that needs both of these. */
function putIndex(root: Hex, bytes: Uint8Array, ports: NodePorts = {}): Promise<string> {
  return withOutlivingServer(
    async ({ url }) => wordOf(await ask(url, 'boule_putBundleIndex', root, encodeBase64(bytes))),
    {},
    { ...ports, readNeededBundles: () => NEEDED },
  )
}

/** Nothing can be written below the folder of the bundles. */
const withoutRoom: NodePorts = {
  wrapDisk: (disk) => ({
    ...disk,
    open: async (path) => {
      if (!path.includes('/bundles/')) return disk.open(path)
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    },
  }),
}

export const REASON_TABLE: ErrorTable<TestNode> = {
  heading: 'Reasons of error −32000',
  codes: Object.keys(REASONS),
  start: async () => {
    const running = await startTestNode({ blockMode: 'manual' })
    await resultOf(running.node.rpcUrl, 'evm_mine')
    return running
  },
  scenarios: {
    'no-such-block': asked('eth_getBalance', alice.address, '0xffff'),
    'state-not-kept': asked('eth_getBalance', alice.address, 'earliest'),
    'blocks-not-kept': askForForgottenLogs,
    'filter-not-found': asked('eth_getFilterChanges', '0x12'),
    'cannot-run': asked('eth_estimateGas', {
      from: NOBODY,
      to: bob.address,
      value: '0x1',
    }),
    'no-such-delegate': asked('boule_delegate', 'nobody'),
    'no-such-epoch': asked('boule_rules', 99),
    'no-such-proposal': asked('boule_proposal', 1),
    'no-such-collection': asked('boule_getProof', 'staking', 'nothing', 1),
    absent: asked('boule_getProof', 'accounts', 'accounts', NOBODY),
    'bundle-not-needed': asked('boule_putBundleIndex', `0x${'77'.repeat(32)}`, 'AAAA'),
    'bundle-mismatch': () => putIndex(BUNDLE.root, NO_INDEX),
    'bundle-malformed': () => putIndex(toHex(sha256(NO_INDEX)), NO_INDEX),
    'bundle-no-room': () => putIndex(BUNDLE.root, BUNDLE.indexBytes, withoutRoom),
    'all-offline': mineWithoutProducers,
    stopped: mineWhenStopped,
    failed: mineOnFullDisk,
  },
}
