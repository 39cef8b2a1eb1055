import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { toHex } from '#base/hex.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { ensureNodeKey } from '#consensus/cometbft/process/node-key.ts'
import { formatGenesis } from '#params/genesis-file.ts'
import type { Genesis } from '#params/genesis.ts'
import { CliError } from '../cli-error.ts'
import { createDelegateKeys, writeDelegateKeys } from '../keys/key-file.ts'
import { loadGenesis } from '../genesis/load-genesis.ts'
import { makeTestnetGenesis, type TestnetDelegate } from './testnet-genesis.ts'
import { completeShape, type TestnetShape } from './testnet-shape.ts'

/** A node's folder, which is its data directory, too. */
export interface NodeHome {
  /** `n1`, or `f1` for one that only follows. */
  readonly name: string
  readonly dir: string
  /** File with the keys that it signs with; none for one that only follows. */
  readonly keyFile: string | undefined
  /** Under which CometBFT's peers know it. */
  readonly nodeId: string
}

export interface TestnetFolder {
  readonly dir: string
  /** Made just now. */
  readonly isNew: boolean
  readonly shape: TestnetShape
  readonly genesis: Genesis
  readonly genesisFile: string
  readonly homes: readonly NodeHome[]
}

const MARK = 'testnet.json'
const GENESIS = 'genesis.json'
const FORMAT = 'boule-testnet-1'
/** Not a part of what is made: there before, and held while it runs. */
const LOCK_FILES: readonly string[] = ['lock', 'lock.pid']

/**
 * The testnet in a folder that is locked for this process; made when there is none that has run. One that has is used as it is, and
 * refused when something else was asked for. Throws `CliError`.
 */
export async function openTestnetFolder(
  dir: string,
  wanted: Partial<TestnetShape>,
): Promise<TestnetFolder> {
  const found = readMark(dir)
  const isNew = found?.hasRun !== true
  const shape = isNew ? completeShape(wanted) : found.shape
  if (!isNew) refuseOtherShape(dir, shape, wanted)
  const genesisFile = path.join(dir, GENESIS)
  if (isNew) {
    emptyTestnetFolder(dir)
    writeMark(dir, { hasRun: false, shape })
    const delegates = delegateNames(shape).map((name) => makeDelegate(path.join(dir, name), name))
    const genesis = makeTestnetGenesis({
      shape,
      delegates,
      seed: Uint8Array.from(randomBytes(32)),
      timeMs: Date.now() + estimateStartMs(shape.nodes + shape.fullNodes),
    })
    writeWhole(genesisFile, formatGenesis(genesis))
  }
  const genesis = await loadGenesis(dir, genesisFile)
  return { dir, isNew, shape, genesis, genesisFile, homes: openHomes(dir, shape) }
}

/** Removes a testnet. Throws `CliError` for a folder that is none. */
export function emptyTestnetFolder(dir: string): void {
  const files = readdirSync(dir).filter((file) => !LOCK_FILES.includes(file))
  if (files.length > 0 && !files.includes(MARK)) {
    throw new CliError(
      `${dir} is not the folder of a testnet (it has no ${MARK}); nothing was changed, name another with --data`,
    )
  }
  for (const file of files) rmSync(path.join(dir, file), { recursive: true, force: true })
}

/** From now on the testnet stays what it is. */
export function markAsRun({ dir, shape }: Pick<TestnetFolder, 'dir' | 'shape'>): void {
  writeMark(dir, { hasRun: true, shape })
}

interface Mark {
  /** All its nodes have answered once; before that, it can be made anew. */
  readonly hasRun: boolean
  readonly shape: TestnetShape
}

function writeMark(dir: string, mark: Mark): void {
  writeWhole(path.join(dir, MARK), { format: FORMAT, ...mark })
}

function readMark(dir: string): Mark | undefined {
  const file = path.join(dir, MARK)
  if (!existsSync(file)) return undefined
  try {
    const mark = JSON.parse(readFileSync(file, 'utf8')) as Mark & { readonly format?: unknown }
    if (mark.format === FORMAT) return mark
  } catch {
    // Said below.
  }
  throw new CliError(`${file} is not what \`boule testnet\` wrote; start over with --reset`)
}

const SHAPE_OPTIONS: Readonly<Record<keyof TestnetShape, string>> = {
  nodes: '--nodes',
  fullNodes: '--full-nodes',
  elected: '--elected',
  drawn: '--drawn',
  intervalMs: '--interval',
  blocksPerEpoch: '--epoch-blocks',
  phases: '--phase',
}

function refuseOtherShape(dir: string, shape: TestnetShape, wanted: Partial<TestnetShape>): void {
  for (const [key, option] of Object.entries(SHAPE_OPTIONS)) {
    const name = key as keyof TestnetShape
    if (wanted[name] === undefined || describe(wanted, name) === describe(shape, name)) continue
    throw new CliError(
      `${option} cannot change: ${dir} holds a testnet with ${describe(shape, name)}; leave the option out, start over with --reset, or name another folder with --data`,
    )
  }
}

function describe(shape: Partial<TestnetShape>, name: keyof TestnetShape): string {
  if (name === 'phases') return shape.phases?.map((phase) => phase.text).join(' ') || 'none'
  return name === 'intervalMs' ? `${shape.intervalMs} ms` : String(shape[name])
}

/** A node needs about two seconds of a processor before it serves. */
const START_MS = 2_000

/** CometBFT waits for the time of the genesis: nobody makes blocks while others are still being started, and no block comes late. */
function estimateStartMs(nodes: number): number {
  return Math.ceil((nodes * START_MS) / availableParallelism())
}

function delegateNames(shape: TestnetShape): readonly string[] {
  return Array.from({ length: shape.nodes }, (_, index) => `n${index + 1}`)
}

function followerNames(shape: TestnetShape): readonly string[] {
  return Array.from({ length: shape.fullNodes }, (_, index) => `f${index + 1}`)
}

/** Makes the keys of a delegate and of its owner, which only this user may read. */
function makeDelegate(dir: string, name: string): TestnetDelegate {
  makePrivateFolder(dir)
  const keys = createDelegateKeys()
  writeDelegateKeys(path.join(dir, 'keys.json'), keys)
  const privateKey = Uint8Array.from(randomBytes(32))
  const owner = addressOfPrivateKey(privateKey)
  writeFileSync(path.join(dir, 'owner.key'), `${toHex(privateKey)}\n`, { flag: 'wx', mode: 0o600 })
  return { name, owner, keys }
}

function openHomes(dir: string, shape: TestnetShape): readonly NodeHome[] {
  const open = (name: string, isDelegate: boolean): NodeHome => {
    const home = path.join(dir, name)
    const config = path.join(home, 'cometbft', 'config')
    makePrivateFolder(config)
    return {
      name,
      dir: home,
      keyFile: isDelegate ? path.join(home, 'keys.json') : undefined,
      nodeId: ensureNodeKey(path.join(config, 'node_key.json')),
    }
  }
  return [
    ...delegateNames(shape).map((name) => open(name, true)),
    ...followerNames(shape).map((name) => open(name, false)),
  ]
}

function makePrivateFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
}

/** In one step, so that a file that is there is whole. */
function writeWhole(file: string, value: unknown): void {
  const temporary = `${file}.tmp`
  writeFileSync(temporary, `${JSON.stringify(value, null, 1)}\n`)
  renameSync(temporary, file)
}
