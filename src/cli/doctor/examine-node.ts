import path from 'node:path'
import { describeError } from '../describe-error.ts'
import { loadGenesis } from '../genesis/load-genesis.ts'
import { type DelegateKeys, readDelegateKeys } from '../keys/key-file.ts'
import type { NodeCommandOptions } from '../options/node-options.ts'
import { checkDataDirectory, checkDiskSpace, checkSnapshots } from './check-data.ts'
import { checkNodeKey, checkSigningRecord } from './check-keys.ts'
import { checkNetwork, checkRegistration, lookAtNetwork } from './check-network.ts'
import { checkPeers } from './check-peers.ts'
import { checkPorts, reachable } from './check-ports.ts'
import { checkCometbft, checkNode, checkOpenFiles } from './check-programs.ts'
import { checkSigning } from './check-signing.ts'
import { findOwner } from './find-owner.ts'
import { type Finding, ok, problem } from './finding.ts'
import type { Patient } from './patient.ts'

export interface ExaminedNode {
  readonly folder: string
  readonly options: NodeCommandOptions
  /** RPC of another node, to compare with. */
  readonly rpc: string | undefined
}

/** Looks at everything that a node needs, and at the node if it runs. Changes nothing. */
export async function examineNode({
  folder,
  options,
  rpc,
}: ExaminedNode): Promise<readonly Finding[]> {
  const dataDir = path.resolve(folder, options.data)
  const genesis = await readOrSay('genesis', () => loadGenesis(folder, options.genesis))
  const keys = await readOrSay('keys', async () =>
    options.keys === undefined ? undefined : readDelegateKeys(path.resolve(folder, options.keys)),
  )
  const pid = findOwner(dataDir)
  const patient: Patient = {
    options,
    folder,
    dataDir,
    genesis: genesis.value,
    keys: keys.value,
    pid,
    ownRpc: pid === undefined ? undefined : `http://${hostOf(options)}:${options.port}`,
    otherRpc: rpc,
  }
  return [
    checkNode(),
    checkCometbft(patient),
    checkOpenFiles(patient),
    genesis.problem ?? ok('genesis', `${genesis.value?.name}, chain ${genesis.value?.chainId}`),
    ...checkDataDirectory(patient),
    checkDiskSpace(patient),
    ...(options.engine === 'embedded' ? [] : checkSecrets(patient, keys)),
    ok('process', pid === undefined ? 'the node does not run' : `the node runs, process ${pid}`),
    ...(await checkPorts(patient)),
    ...(options.engine === 'embedded' ? [] : await checkPeers(patient)),
    ...(await checkRunning(patient)),
  ]
}

function checkSecrets(
  patient: Patient,
  keys: ReadResult<DelegateKeys | undefined>,
): readonly Finding[] {
  const { value } = keys
  const found = keys.problem ?? ok('keys', describeKeys(value))
  const record = value === undefined ? [] : [checkSigningRecord(patient, value)]
  return [found, ...record, checkNodeKey(patient)]
}

function describeKeys(keys: DelegateKeys | undefined): string {
  return keys === undefined
    ? 'none are given: this node follows and signs nothing'
    : `consensus key ${keys.consensus.publicKey}`
}

/** What can only be seen from outside: at the node itself, or at another one. */
async function checkRunning(patient: Patient): Promise<readonly Finding[]> {
  const { keys, options } = patient
  const view = await lookAtNetwork(patient)
  const signs = keys !== undefined && options.engine !== 'embedded'
  const findings = [
    ...checkNetwork(patient, view),
    checkSnapshots(patient, view.own?.result.height),
    signs ? await checkRegistration(patient, keys) : undefined,
    signs && patient.pid !== undefined ? await checkSigning(patient, keys) : undefined,
  ]
  return findings.filter((finding) => finding !== undefined)
}

function hostOf({ host }: NodeCommandOptions): string {
  const name = reachable(host)
  return name.includes(':') ? `[${name}]` : name
}

interface ReadResult<T> {
  readonly value: T | undefined
  readonly problem: Finding | undefined
}

async function readOrSay<T>(check: string, read: () => Promise<T>): Promise<ReadResult<T>> {
  try {
    return { value: await read(), problem: undefined }
  } catch (error) {
    return { value: undefined, problem: problem(check, describeError(error)) }
  }
}
