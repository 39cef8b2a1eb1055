import { RpcFault } from '../errors.ts'

/** Methods that Ethereum tools know and this network has not, and what to do instead. */
export const ABSENT_METHODS: readonly { readonly name: string; readonly instead: string }[] = [
  { name: 'eth_getProof', instead: 'there is no storage trie: use boule_getProof' },
  {
    name: 'eth_sendTransaction',
    instead: 'the node holds no keys: sign it and use eth_sendRawTransaction',
  },
  { name: 'eth_sign', instead: 'the node holds no keys: sign in your wallet' },
  { name: 'eth_signTransaction', instead: 'the node holds no keys: sign in your wallet' },
  { name: 'eth_signTypedData_v4', instead: 'the node holds no keys: sign in your wallet' },
  { name: 'eth_coinbase', instead: 'delegates produce blocks: see boule_epoch' },
  { name: 'eth_mining', instead: 'delegates produce blocks: see boule_epoch' },
  { name: 'eth_hashrate', instead: 'delegates produce blocks: see boule_epoch' },
  { name: 'eth_blobBaseFee', instead: 'there are no blobs' },
  { name: 'evm_snapshot', instead: 'committed blocks are final: start a fresh network instead' },
  { name: 'evm_revert', instead: 'committed blocks are final: start a fresh network instead' },
]

/** Whole families, by prefix. */
export const ABSENT_FAMILIES: readonly { readonly prefix: string; readonly instead: string }[] = [
  { prefix: 'debug_', instead: 'there is no EVM to trace: see eth_getTransactionReceipt' },
  { prefix: 'trace_', instead: 'there is no EVM to trace: see eth_getTransactionReceipt' },
  { prefix: 'personal_', instead: 'the node holds no keys: sign in your wallet' },
  { prefix: 'miner_', instead: 'delegates produce blocks: see boule_epoch' },
  { prefix: 'admin_', instead: 'the node is not controlled over this port' },
  { prefix: 'engine_', instead: 'this is no Ethereum execution client' },
  {
    prefix: 'anvil_',
    instead:
      'coins, code and accounts cannot be made up: use the funded accounts of the development network',
  },
  {
    prefix: 'hardhat_',
    instead:
      'coins, code and accounts cannot be made up: use the funded accounts of the development network',
  },
]

/** The error for a method that is not served. */
export function explainAbsent(
  name: string,
  isWebSocketOnly: boolean,
  isDevOnly: boolean,
): RpcFault {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name
  if (isWebSocketOnly) {
    return new RpcFault(
      'notSupported',
      `the method ${shown} needs a WebSocket: notifications cannot be sent over HTTP`,
    )
  }
  if (isDevOnly) {
    return new RpcFault(
      'notSupported',
      `the method ${shown} is served by development networks only`,
    )
  }
  const known =
    ABSENT_METHODS.find((one) => one.name === name) ??
    ABSENT_FAMILIES.find((one) => name.startsWith(one.prefix))
  return known === undefined
    ? new RpcFault(
        'methodNotFound',
        `the method ${shown} does not exist/is not available; see rpc_discover`,
      )
    : new RpcFault('notSupported', `the method ${shown} is not supported: ${known.instead}`)
}
