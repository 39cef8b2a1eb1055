import fs from 'node:fs'
import { join } from 'node:path'
import { type Address, parseHexAddress } from '#base/address.ts'

/** What a tester has set and a restart must not forget. */
export interface DevState {
  readonly offlineDelegates: readonly Address[]
}

const FILE = 'dev-state.json'

/** Nothing is set when the file is missing. One that is not understood is reported and counts as missing. */
export function readDevState(dataDir: string, onProblem: (text: string) => void): DevState {
  const path = join(dataDir, FILE)
  let text: string
  try {
    text = fs.readFileSync(path, 'utf8')
  } catch {
    return { offlineDelegates: [] }
  }
  const offlineDelegates = parseAddresses(text)
  if (offlineDelegates === undefined)
    onProblem(`${path} is not understood: all delegates are online`)
  return { offlineDelegates: offlineDelegates ?? [] }
}

/** Replaces the file as a whole. */
export function writeDevState(dataDir: string, state: DevState): void {
  const path = join(dataDir, FILE)
  fs.writeFileSync(`${path}.tmp`, `${JSON.stringify(state)}\n`)
  fs.renameSync(`${path}.tmp`, path)
}

function parseAddresses(text: string): readonly Address[] | undefined {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return undefined
  }
  const list = (file as Partial<Record<keyof DevState, unknown>> | null)?.offlineDelegates
  if (!Array.isArray(list)) return undefined
  const addresses = list.map((one) => (typeof one === 'string' ? parseHexAddress(one) : undefined))
  return addresses.every((one) => one !== undefined) ? addresses : undefined
}
