import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { equalBytes } from '#base/bytes.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { readIdentity } from '#state/identity-file.ts'
import { listSnapshotFiles } from '#state/snapshot/snapshot-directory.ts'
import { describeError } from '../describe-error.ts'
import { whole } from '../words.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { Patient } from './patient.ts'

const GIB = 2 ** 30
const LEAST_FREE = GIB
const WANTED_FREE = 10 * GIB

/** The folder, who may use it, and of which network it is. */
export function checkDataDirectory({ dataDir, genesis }: Patient): readonly Finding[] {
  const check = 'data directory'
  if (!existsSync(dataDir)) {
    const parent = nearestFolder(dataDir)
    return mayWrite(parent)
      ? [ok(check, `${dataDir} is made at the first start`)]
      : [
          problem(
            check,
            `${dataDir} cannot be made: this user may not write to ${parent}; make it and give it to the user of the node`,
          ),
        ]
  }
  const { uid, mode } = statSync(dataDir)
  if (!statSync(dataDir).isDirectory()) {
    return [problem(check, `${dataDir} is a file: name a folder with --data`)]
  }
  if (!mayWrite(dataDir)) {
    return [problem(check, `this user may not write to ${dataDir}: look as the user of the node`)]
  }
  const findings: Finding[] = []
  const user = process.getuid?.()
  if (user !== undefined && uid !== user) {
    findings.push(
      warning(
        check,
        `${dataDir} belongs to user ${uid} and this is user ${user}: look as the user of the node`,
      ),
    )
  }
  if (process.platform !== 'win32' && (mode & 0o022) !== 0) {
    findings.push(warning(check, `others may write to ${dataDir}: run \`chmod go-w ${dataDir}\``))
  }
  if (findings.length === 0) findings.push(ok(check, dataDir))
  return genesis === undefined ? findings : [...findings, checkIdentity(dataDir, genesis)]
}

function checkIdentity(dataDir: string, genesis: NonNullable<Patient['genesis']>): Finding {
  const check = 'identity'
  try {
    const found = readIdentity(dataDir)
    if (found === undefined) return ok(check, 'the data directory is new')
    const isSame =
      found.chainId === genesis.chainId &&
      equalBytes(found.genesisHash, computeGenesisHash(genesis))
    return isSame
      ? ok(check, `the data is of chain ${found.chainId} with this genesis`)
      : problem(
          check,
          `the data is of chain ${found.chainId} with another genesis: name the genesis file that it began with, or another folder with --data`,
        )
  } catch (error) {
    return problem(check, describeError(error))
  }
}

export function checkDiskSpace({ dataDir }: Patient, freeBytes = readFreeBytes(dataDir)): Finding {
  const check = 'disk space'
  const says = `${(freeBytes / GIB).toFixed(1)} GiB free for ${dataDir}`
  if (freeBytes < LEAST_FREE) {
    return problem(check, `${says}: a node stops when the disk is full; make room now`)
  }
  if (freeBytes < WANTED_FREE) {
    return warning(check, `${says}: make room, or keep fewer blocks with --prune`)
  }
  return ok(check, says)
}

/** `height`: of the last block, where that is known. */
export function checkSnapshots(
  { dataDir, options }: Patient,
  height: number | undefined,
): Finding | undefined {
  const check = 'snapshots'
  const [newest] = listSnapshotFiles(path.join(dataDir, 'snapshots'))
  if (height === undefined) {
    return newest === undefined
      ? undefined
      : ok(check, `the newest is of block ${whole(newest.height)}`)
  }
  const every = options.snapshotEvery ?? 1_000
  const age = height - (newest?.height ?? 0)
  const says =
    newest === undefined ? 'there is none' : `the newest is of block ${whole(newest.height)}`
  return age <= 2 * every
    ? ok(check, `${says}, the last block is ${whole(height)}`)
    : warning(
        check,
        `${says}, though the last block is ${whole(height)} and one is due every ${whole(every)}: look for warnings about snapshots in the log`,
      )
}

function readFreeBytes(dataDir: string): number {
  const { bavail, bsize } = statfsSync(nearestFolder(dataDir))
  return bavail * bsize
}

/** The folder itself, or the first above it that exists. */
function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder))
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
