import type { Delegate, NetworkStatus } from '#sdk/reads/records.ts'
import type { DelegateKeys } from '../keys/key-file.ts'
import { whole } from '../words.ts'
import { askRpc, type RpcAnswer } from './ask-rpc.ts'
import { checkClock } from './check-clock.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { intervalMsOf, type Patient } from './patient.ts'

type Status = Pick<
  NetworkStatus,
  'chainId' | 'genesisHash' | 'height' | 'timeMs' | 'peers' | 'syncing'
>

/** What the node itself and another one say of the network. */
export interface NetworkView {
  readonly own: RpcAnswer<Status> | undefined
  readonly other: RpcAnswer<Status> | undefined
}

export async function lookAtNetwork({ ownRpc, otherRpc }: Patient): Promise<NetworkView> {
  const [own, other] = await Promise.all([askStatus(ownRpc), askStatus(otherRpc)])
  return { own, other }
}

async function askStatus(url: string | undefined): Promise<RpcAnswer<Status> | undefined> {
  if (url === undefined) return undefined
  return askRpc<Status>(url, 'boule_status').catch(() => undefined)
}

/** Whether the nodes answer, are on this network, and have its newest block; and the clock. */
export function checkNetwork(patient: Patient, view: NetworkView): readonly Finding[] {
  const { ownRpc, otherRpc } = patient
  const findings: Finding[] = []
  if (ownRpc !== undefined && view.own === undefined) {
    findings.push(
      problem(
        'own RPC',
        `the node runs, but nothing answers at ${ownRpc}: it may be starting or restoring (see its log), or has another --port`,
      ),
    )
  }
  if (otherRpc !== undefined && view.other === undefined) {
    findings.push(problem('network', `no node of Boule answers at ${otherRpc}: name another`))
  }
  const seen = view.other ?? view.own
  if (seen === undefined) {
    if (ownRpc === undefined && otherRpc === undefined) {
      findings.push(
        warning(
          'network',
          'not looked at, for the node does not run: name a node of the network with --rpc to compare with',
        ),
      )
    }
    return findings
  }
  for (const one of [view.own, view.other]) {
    if (one !== undefined) findings.push(...checkChain(patient, one.result))
  }
  if (view.own !== undefined) findings.push(checkSync(patient, view.own, view.other))
  findings.push(checkClock(seen, seen.result.timeMs, view.other !== undefined))
  return findings
}

function checkChain({ genesis }: Patient, status: Status): readonly Finding[] {
  if (genesis === undefined || status.chainId === genesis.chainId) return []
  return [
    problem(
      'network',
      `it is chain ${status.chainId} there, and the genesis file is of chain ${genesis.chainId}: take the genesis of the network that you want to join`,
    ),
  ]
}

/** A block later than so many intervals is not a matter of chance any more. */
const STALLED_INTERVALS = 20
const LEAST_STALLED_MS = 30_000

function checkSync(
  patient: Patient,
  own: RpcAnswer<Status>,
  other: RpcAnswer<Status> | undefined,
): Finding {
  const check = 'blocks'
  const { height, syncing, timeMs, peers } = own.result
  const behind = (other?.result.height ?? height) - height
  const says = `at block ${whole(height)} with ${peers} peers`
  if (syncing) return warning(check, `${says}, and catching up: wait until it is done`)
  if (behind > 5) {
    return problem(
      check,
      `${says}, ${whole(behind)} behind the node at --rpc: look at the log of this one`,
    )
  }
  const ageMs = own.receivedMs - timeMs
  if (ageMs > Math.max(LEAST_STALLED_MS, STALLED_INTERVALS * intervalMsOf(patient))) {
    return problem(
      check,
      `${says}, and none has come for ${whole(Math.round(ageMs / 1_000))} s: ` +
        (peers === 0
          ? 'it has no peers; check --peers and the network'
          : 'more than a third of the voting power is away, or this node is cut off from it'),
    )
  }
  return ok(check, says)
}

const PAGE = 1_000

/** Whether the keys are those of a delegate of the chain. */
export async function checkRegistration(
  { ownRpc, otherRpc }: Patient,
  keys: DelegateKeys,
): Promise<Finding | undefined> {
  const check = 'registration'
  const url = otherRpc ?? ownRpc
  if (url === undefined) return undefined
  let delegate: Delegate | undefined
  try {
    delegate = await findDelegate(url, keys)
  } catch {
    return undefined
  }
  if (delegate === undefined) {
    return problem(
      check,
      `no delegate has the consensus key ${keys.consensus.publicKey}: register it with \`boule keys set\``,
    )
  }
  const { name, rank, role, eligible, reason, probationEpochs, blsKey } = delegate
  if (blsKey !== keys.bls.publicKey) {
    return problem(
      check,
      `${name} has another BLS key on the chain, so its blocks carry no reveal: run \`boule keys set ${name}\` again`,
    )
  }
  const says = `${name}, rank ${rank ?? 'none'}, ${role === 'none' ? 'without a seat' : role} in this epoch`
  if (!eligible)
    return warning(check, `${says}; not in elections: ${reason ?? 'no reason is given'}`)
  if (probationEpochs > 0) return warning(check, `${says}; on probation for missed blocks`)
  return ok(check, says)
}

async function findDelegate(url: string, keys: DelegateKeys): Promise<Delegate | undefined> {
  for (let offset = 0; ; offset += PAGE) {
    const { result } = await askRpc<{
      readonly total: number
      readonly items: readonly Delegate[]
    }>(url, 'boule_delegates', [{ offset, limit: PAGE }])
    const found = result.items.find((one) => one.consensusKey === keys.consensus.publicKey)
    if (found !== undefined || offset + PAGE >= result.total) return found
  }
}
