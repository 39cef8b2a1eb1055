import { count } from '../words.ts'
import type { Testnet } from './testnet.ts'

/** What a testnet says of itself when it runs, and what can be tried. `command` is how `boule` is called, `dataOption` names its folder. */
export function formatTestnetIntro(testnet: Testnet, command: string, dataOption: string): string {
  const { shape, nodes, genesis } = testnet
  const first = nodes[0]
  const last = nodes.at(-1)
  const lastRpc = nodes.length > 1 ? ` … ${last?.rpcUrl} (${last?.name})` : ''
  const rpc = ` --rpc ${first?.rpcUrl}`
  const lowest = `n${shape.nodes}`
  return [
    `A Boule testnet of ${count(nodes.length, 'node')} runs on this machine.`,
    '',
    `  chain id   ${genesis.chainId}`,
    `  blocks     every ${shape.intervalMs / 1000} s, ${shape.blocksPerEpoch} to an epoch`,
    `  delegates  ${describeSeats(testnet)}`,
    `  RPC        ${first?.rpcUrl} (${first?.name})${lastRpc}`,
    `  data       ${testnet.dir}, kept between runs; --reset starts over`,
    `  accounts   dev:0 … dev:9 with 10,000,000 coins each; everybody knows their keys`,
    '',
    'Try, in another terminal:',
    '',
    `  ${command} delegates${rpc}`,
    `  ${command} stake create ${lowest} 2,000,000 --days 91 --auto-stake --from dev:0${rpc}`,
    ...(shape.nodes > 1 ? [`  ${command} testnet kill n2${dataOption}`] : []),
    ...(shape.nodes > 1 ? [`  ${command} testnet partition n1,n2${dataOption}`] : []),
    `  ${command} testnet heal all${dataOption}`,
    '',
    '',
  ].join('\n')
}

function describeSeats({ shape, genesis }: Testnet): string {
  const { consensusDelegates, producers } = genesis.rules
  const later = genesis.schedule.map(({ fromEpoch, set }) => {
    const { consensusDelegates: elected, producers: drawn } = set
    return `; from epoch ${fromEpoch} on ${elected} elected, ${drawn} drawn`
  })
  return `${shape.nodes}, of whom ${consensusDelegates} are elected and ${producers} drawn to produce${later.join('')}`
}
