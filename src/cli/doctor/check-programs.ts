import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CometbftError } from '#consensus/cometbft/cometbft-error.ts'
import { findCometbft } from '#consensus/cometbft/process/find-cometbft.ts'
import { PINNED_NAME } from '#consensus/cometbft/process/pinned-release.ts'
import { describeError } from '../describe-error.ts'
import { toolsFolder } from '../node/shared-folders.ts'
import { whole } from '../words.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { Patient } from './patient.ts'

/** The major version that belongs to the rules: another one may compute otherwise. */
const NODE_MAJOR = 24

export function checkNode(version: string = process.versions.node): Finding {
  const major = Number(version.split('.')[0])
  return major === NODE_MAJOR
    ? ok('Node', version)
    : problem(
        'Node',
        `this is Node ${version}, and the network runs Node ${NODE_MAJOR}: start with bin/boule, which finds it, or reinstall`,
      )
}

export function checkCometbft({ options, folder }: Patient, env = process.env): Finding {
  if (options.engine === 'embedded') return ok('CometBFT', 'not used by --engine embedded')
  try {
    const found = findCometbft({
      toolsDir: toolsFolder(),
      env,
      ...(options.cometbft === undefined ? {} : { path: path.resolve(folder, options.cometbft) }),
    })
    return ok('CometBFT', `${PINNED_NAME} at ${found.path}`)
  } catch (error) {
    if (!(error instanceof CometbftError)) throw error
    return problem('CometBFT', describeError(error))
  }
}

const FEW_FILES = 4_096

/** Open files that a process may have: connections and tables of the database count. */
export function checkOpenFiles({ pid }: Patient): Finding {
  const limit = readFileLimit(pid ?? 'self')
  if (limit === undefined) return ok('open files', 'the limit cannot be seen on this system')
  if (limit >= FEW_FILES) return ok('open files', `up to ${whole(limit)}`)
  return warning(
    'open files',
    `only ${whole(limit)} are allowed: set LimitNOFILE=65536 in the systemd unit, or run \`ulimit -n 65536\` before the start`,
  )
}

function readFileLimit(pid: number | 'self'): number | undefined {
  try {
    const match = /^Max open files\s+(\d+|unlimited)/m.exec(
      readFileSync(`/proc/${pid}/limits`, 'utf8'),
    )
    if (match === null) return undefined
    return match[1] === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(match[1])
  } catch {
    return undefined
  }
}
