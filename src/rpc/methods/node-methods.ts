import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { defineMethod, type Method, optional, required } from '../method.ts'
import { blockNumber, LATEST } from '../parameters/block-types.ts'
import { bytes } from '../parameters/hex-types.ts'
import { numberOrQuantity, percentiles } from '../parameters/plain-types.ts'
import { ADDRESS, FLAG, HASH, listOf, objectOf, QUANTITY, TEXT } from '../schemas.ts'
import { viewFeeHistory } from '../views/fee-history-view.ts'
import { toQuantity } from '../views/quantity.ts'

/** The node and the network: `web3_`, `net_`, fees. */
export const NODE_METHODS: readonly Method[] = [
  defineMethod({
    name: 'web3_clientVersion',
    summary: 'Name and version of the node.',
    result: TEXT,
    run: ({ backend }) => backend.clientVersion,
  }),
  defineMethod({
    name: 'web3_sha3',
    summary: 'Keccak-256 of the given bytes.',
    parameters: [required('data', bytes, 'the bytes to hash')],
    result: HASH,
    run: (_, [data]) => toHex(keccak256(data)),
  }),
  defineMethod({
    name: 'net_version',
    summary: 'The chain id in decimal digits.',
    result: TEXT,
    run: ({ backend }) => String(backend.chainId),
  }),
  defineMethod({
    name: 'net_listening',
    summary: 'Always true: a node that answers listens.',
    result: FLAG,
    run: () => true,
  }),
  defineMethod({
    name: 'net_peerCount',
    summary: 'Other nodes that this one is connected to.',
    result: QUANTITY,
    run: ({ backend }) => toQuantity(backend.peerCount()),
  }),
  defineMethod({
    name: 'eth_chainId',
    summary: 'The chain id, which every transaction must name.',
    result: QUANTITY,
    run: ({ backend }) => toQuantity(backend.chainId),
  }),
  defineMethod({
    name: 'eth_blockNumber',
    summary: 'Height of the newest committed block.',
    result: QUANTITY,
    run: ({ backend }) => toQuantity(backend.head().height),
  }),
  defineMethod({
    name: 'eth_syncing',
    summary: 'False when the node has all blocks, otherwise how far it is.',
    result: {
      oneOf: [
        FLAG,
        objectOf({ startingBlock: QUANTITY, currentBlock: QUANTITY, highestBlock: QUANTITY }),
      ],
    },
    run: ({ backend }) => {
      const progress = backend.syncing()
      if (progress === undefined) return false
      return {
        startingBlock: toQuantity(progress.startingHeight),
        currentBlock: toQuantity(progress.currentHeight),
        highestBlock: toQuantity(progress.highestHeight),
      }
    },
  }),
  defineMethod({
    name: 'eth_accounts',
    summary: 'Always empty: the node holds no keys.',
    result: listOf(ADDRESS),
    run: () => [],
  }),
  defineMethod({
    name: 'eth_gasPrice',
    summary: 'The price of one gas in Rau.',
    description: 'A rule of the network, not a market: every transaction that offers it is taken.',
    result: QUANTITY,
    run: ({ backend }) => toQuantity(backend.rules().gasPriceRau),
  }),
  defineMethod({
    name: 'eth_maxPriorityFeePerGas',
    summary: 'The tip that is needed: none.',
    result: QUANTITY,
    run: () => '0x0',
  }),
  defineMethod({
    name: 'eth_feeHistory',
    summary: 'Gas prices and use of the newest blocks.',
    description:
      'At most 1,024 blocks, oldest first. The price after the newest block is the rule of the next.',
    parameters: [
      required('blockCount', numberOrQuantity(1, 1_024), 'how many blocks, 1 to 1,024'),
      required('newestBlock', blockNumber, 'the newest of them'),
      optional('rewardPercentiles', percentiles, 'tips are given at these percentiles of gas'),
    ],
    result: objectOf({
      oldestBlock: QUANTITY,
      baseFeePerGas: listOf(QUANTITY),
      gasUsedRatio: listOf({ type: 'number' }),
      baseFeePerBlobGas: listOf(QUANTITY),
      blobGasUsedRatio: listOf({ type: 'number' }),
    }),
    run: ({ backend }, [count, newest, wanted]) =>
      viewFeeHistory(backend, count, newest ?? LATEST, wanted),
  }),
]
