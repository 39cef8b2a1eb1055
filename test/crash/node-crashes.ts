import { createRandom, type Random } from '../../sim/random.ts'
import {
  makeBlock,
  readBlock,
  readHeight,
  readReceipts,
  type SeenBlock,
  type SeenReceipt,
} from './chain-script.ts'
import { CallRefused } from './json-rpc.ts'
import { type KillableProgram, startProgram } from './killable-program.ts'

/** Crash points that a node passes after its first start; the others are of a new directory or of a full segment. */
export const NODE_POINTS = [
  'block:before-write',
  'block:half-written',
  'block:written',
  'block:synced',
  'snapshot:begun',
  'snapshot:part-written',
  'snapshot:written',
  'snapshot:synced',
  'snapshot:renamed',
  'snapshot:directory-synced',
  'snapshot:old-removed',
] as const

export interface NodeCrashesOptions {
  readonly program: string
  readonly dir: string
  readonly seed: number
  readonly kills: number
  /** Called between two lives with the directory and the last height that was told: for a test that damages something. */
  readonly betweenLives?: (dir: string, height: number) => void
}

export interface NodeCrashes {
  /** By crash point, and `random` for kills from outside, `starting` for those before the RPC listened. */
  readonly kills: ReadonlyMap<string, number>
  readonly height: number
  /** Receipts that a client saw. */
  readonly receipts: number
  readonly problems: readonly string[]
}

/** What a client was told, and must find again. */
interface Told {
  readonly blocks: Map<number, SeenBlock>
  readonly receipts: SeenReceipt[]
}

/** Blocks after which a node is killed from outside, if it did not come to its crash point. */
const MAX_BLOCKS_PER_LIFE = 9

/** Kills a node again and again while it makes blocks, and compares everything that a client was told with what it finds later. */
export async function crashNode(options: NodeCrashesOptions): Promise<NodeCrashes> {
  const { program, dir, kills: wanted } = options
  const random = createRandom(options.seed)
  const kills = new Map<string, number>()
  const problems: string[] = []
  const told: Told = { blocks: new Map(), receipts: [] }
  for (let killed = 0; killed < wanted && problems.length === 0; killed++) {
    // Half of the kills come from outside at any moment, half at one of the points.
    const point = killed % 2 === 0 ? '-' : (NODE_POINTS[(killed >>> 1) % NODE_POINTS.length] ?? '-')
    const node = startProgram(program, [dir, point, `${1 + random.below(2)}`])
    if (point === '-' && random.oneIn(4)) killLater(node, random.below(500))
    const problem = await live(node, told, point === '-' ? random : undefined)
    node.kill()
    const ending = await node.ended
    if (!ending.killed) problems.push(`the node ended by itself: ${ending.errors}`)
    if (problem !== undefined) problems.push(problem)
    const name = causeOf(node)
    kills.set(name, (kills.get(name) ?? 0) + 1)
    options.betweenLives?.(dir, Math.max(0, ...told.blocks.keys()))
  }
  if (problems.length === 0) problems.push(...(await checkAll(program, dir, told)))
  return {
    kills,
    height: Math.max(0, ...told.blocks.keys()),
    receipts: told.receipts.length,
    problems,
  }
}

function causeOf({ lines }: KillableProgram): string {
  const crash = lines.find((line) => line.startsWith('crashing at '))
  if (crash !== undefined) return crash.slice('crashing at '.length)
  return lines.some((line) => line.startsWith('listening')) ? 'random' : 'starting'
}

function killLater(node: KillableProgram, delayMs: number): void {
  const timer = setTimeout(() => node.kill(), delayMs)
  void node.ended.then(() => clearTimeout(timer))
}

/** One life of a node: what was told is still there, then new blocks until it dies. Returns what was wrong. */
async function live(
  node: KillableProgram,
  told: Told,
  outside: Random | undefined,
): Promise<string | undefined> {
  const url = (await node.waitFor('listening at '))?.slice('listening at '.length)
  if (url === undefined) return undefined
  if (outside !== undefined) killLater(node, outside.below(120))
  try {
    const height = await readHeight(url)
    const last = Math.max(0, ...told.blocks.keys())
    if (height < last) return `block ${last} was told of, the node is at ${height} after a crash`
    const problem = await compare(url, told, last)
    if (problem !== undefined) return problem
    for (let next = height + 1; next <= height + MAX_BLOCKS_PER_LIFE; next++) {
      const { block, receipts } = await makeBlock(url, next)
      told.blocks.set(next, block)
      told.receipts.push(...receipts)
    }
    return undefined
  } catch (error) {
    // The connection breaks when the node dies; any other failure is one of the node.
    if (error instanceof CallRefused || !(await isDying(node))) return String(error)
    return undefined
  }
}

/** The last block, and some receipts from before it, are as they were told. */
async function compare(url: string, told: Told, last: number): Promise<string | undefined> {
  const block = told.blocks.get(last)
  if (block === undefined) return undefined
  const found = JSON.stringify(await readBlock(url, last))
  if (found !== JSON.stringify(block))
    return `block ${last} is ${found}, told was ${JSON.stringify(block)}`
  const receipts = told.receipts.slice(-12)
  const again = await readReceipts(
    url,
    receipts.map((one) => one.transactionHash),
  )
  return JSON.stringify(again) === JSON.stringify(receipts)
    ? undefined
    : `receipts of block ${last} differ`
}

async function isDying(node: KillableProgram): Promise<boolean> {
  const { killed } = await node.ended
  return killed
}

/** A last life without a crash: everything that was ever told is there, and a twin that never crashed has the same blocks. */
async function checkAll(program: string, dir: string, told: Told): Promise<readonly string[]> {
  const problems: string[] = []
  const last = Math.max(0, ...told.blocks.keys())
  const node = startProgram(program, [dir, '-', '1'])
  const twin = startProgram(program, [`${dir}-twin`, '-', '1'])
  try {
    const url = (await node.waitFor('listening at '))?.slice('listening at '.length)
    const twinUrl = (await twin.waitFor('listening at '))?.slice('listening at '.length)
    if (url === undefined || twinUrl === undefined) {
      return [`the node does not start: ${(await node.ended).errors}`]
    }
    for (let height = 1; height <= last; height++) {
      const { block, receipts } = await makeBlock(twinUrl, height)
      const found = await readBlock(url, height)
      const wanted = JSON.stringify(block)
      if (JSON.stringify(found) !== wanted) {
        problems.push(`block ${height} is ${JSON.stringify(found)}, that of the twin ${wanted}`)
      }
      const again = await readReceipts(
        url,
        receipts.map((one) => one.transactionHash),
      )
      if (JSON.stringify(again) !== JSON.stringify(receipts))
        problems.push(`receipts of block ${height} differ`)
      const before = told.blocks.get(height)
      if (before !== undefined && JSON.stringify(before) !== wanted) {
        problems.push(`block ${height} was told as ${JSON.stringify(before)}`)
      }
    }
    for (const receipt of told.receipts) {
      const [again] = await readReceipts(url, [receipt.transactionHash])
      if (JSON.stringify(again) !== JSON.stringify(receipt)) {
        problems.push(`the receipt ${JSON.stringify(receipt)} is now ${JSON.stringify(again)}`)
      }
    }
  } finally {
    node.kill()
    twin.kill()
    await Promise.all([node.ended, twin.ended])
  }
  return problems.slice(0, 5)
}
