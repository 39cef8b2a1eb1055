import { toHex } from '#base/hex.ts'
import { SOFTWARE_VERSION } from '#params/software-version.ts'
import type { Machine } from '#protocol/machine.ts'
import { NodeError } from './node-error.ts'

/** The chain asks for a later version of the software than this program is. */
export class MissingVersionError extends NodeError {
  readonly version: number
  readonly proposal: number
  readonly bundleRoot: string

  constructor(found: {
    readonly version: number
    readonly proposal: number
    readonly bundleRoot: string
    readonly height: number
  }) {
    const { version, proposal, bundleRoot, height } = found
    super(
      'upgrade',
      `from block ${height} on the chain asks for version ${version} of the software (proposal ${proposal}, bundle ${bundleRoot}), and this is version ${SOFTWARE_VERSION}: ` +
        `run "boule upgrade prepare ${proposal}" and start the node again`,
    )
    this.version = version
    this.proposal = proposal
    this.bundleRoot = bundleRoot
  }
}

/** What is missing to make or follow the next block; `undefined` when nothing is. */
export function findMissingVersion(machine: Machine): MissingVersionError | undefined {
  const { version, proposal, bundleRoot } = machine.softwareVersion()
  if (version <= SOFTWARE_VERSION) return undefined
  const height = machine.info().lastBlockHeight + 1
  return new MissingVersionError({ version, proposal, bundleRoot: toHex(bundleRoot), height })
}
