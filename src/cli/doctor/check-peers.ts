import { dial } from './dial.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { Patient } from './patient.ts'

const PEER = /^[0-9a-f]{40}@(?<host>[\w.-]+|\[[0-9a-fA-F:.]+\]):(?<port>\d{1,5})$/
const PEER_ID = /^[0-9a-f]{40}$/
const LOCAL = new Set(['127.0.0.1', '::1', 'localhost'])

/** Addresses of other nodes: whether they are written well, and whether somebody is there. */
export async function checkPeers({ options }: Patient): Promise<readonly Finding[]> {
  const { peers = [], seeds = [], privatePeers = [], unconditionalPeers = [] } = options
  const addresses = [...peers, ...seeds]
  const findings: Finding[] = [
    ...addresses
      .filter((peer) => !PEER.test(peer))
      .map((peer) =>
        problem('peers', `"${peer}" must be written as id@host:port, the id being 40 hex digits`),
      ),
    ...[...privatePeers, ...unconditionalPeers]
      .filter((id) => !PEER_ID.test(id))
      .map((id) => problem('peers', `the id "${id}" must be 40 hex digits in lower case`)),
  ]
  if (findings.length > 0) return findings
  if (addresses.length === 0) {
    return [
      warning(
        'peers',
        'neither --peers nor --seeds are given: this node waits until others connect to it',
      ),
    ]
  }
  return [await checkReachable(addresses), ...checkReachability(options, addresses)]
}

async function checkReachable(addresses: readonly string[]): Promise<Finding> {
  const answers = await Promise.all(addresses.map(isReachable))
  const silent = addresses.filter((_, index) => answers[index] !== true)
  if (silent.length === 0) return ok('peers', `${addresses.length} of ${addresses.length} answer`)
  const says = `${silent.length} of ${addresses.length} do not answer: ${silent.join(', ')}`
  return silent.length < addresses.length
    ? warning('peers', says)
    : problem('peers', `${says}; check the addresses and the firewalls, or ask those who run them`)
}

function isReachable(peer: string): Promise<boolean> {
  const { host = '', port = '' } = PEER.exec(peer)?.groups ?? {}
  return dial(host.replace(/^\[|\]$/g, ''), Number(port))
}

/** Whether others can come here. */
function checkReachability(
  { p2pHost, pex, externalAddress }: Patient['options'],
  addresses: readonly string[],
): readonly Finding[] {
  const isLocal = LOCAL.has(p2pHost)
  const hasRemotePeers = addresses.some(
    (peer) => !LOCAL.has(PEER.exec(peer)?.groups?.['host'] ?? ''),
  )
  if (isLocal && hasRemotePeers) {
    return [
      warning(
        'reachability',
        `other machines cannot connect to ${p2pHost}: give --p2p-host 0.0.0.0, or an address that your peers reach`,
      ),
    ]
  }
  if (!isLocal && pex && externalAddress === undefined) {
    return [
      warning(
        'reachability',
        'other nodes are not told where this one is: give --external-address host:port, or --no-pex if that is meant',
      ),
    ]
  }
  return []
}
