import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#indexer/database/open-database.ts'
import { type RpcServer, startRpcServer } from '#rpc/start-rpc-server.ts'
import { createRandom } from '../../sim/random.ts'
import { bundle } from '../crash/bundle-node.ts'
import { startPostgres, type TestPostgres } from '../postgres/start-postgres.ts'
import { dumpTables, indexChain, verify } from './index-chain.ts'
import { makeSimChain, type SimChain } from './sim-chain.ts'

/** Kills on each database; more with the environment variable of that name. */
const KILLS = Number(process.env['BOULE_INDEX_KILLS'] ?? 3)
const SEED = 11

let child: string
let chain: SimChain
let server: RpcServer
let postgres: TestPostgres
let folder: string
/** The tables that an undisturbed follower makes. */
let undisturbed: ReadonlyMap<string, string>

beforeAll(async () => {
  // Packed, since it is started again and again.
  child = path.join(
    await bundle({ 'index-child': 'test/index/index-child.ts' }, 'index'),
    'index-child.js',
  )
  chain = makeSimChain({ seed: SEED, blocks: 160, operationsPerBlock: 10 })
  // Small answers make many batches: more to be killed in.
  server = await startRpcServer({
    backend: chain.backend,
    port: 0,
    limits: { maxResponseBytes: 150_000 },
  })
  postgres = await startPostgres()
  folder = mkdtempSync(path.join(tmpdir(), 'boule-index-'))
  const database = await openDatabase({ url: await postgres.createDatabase() })
  await indexChain(database, chain, 40)
  undisturbed = await dumpTables(database)
  await database.close()
})

afterAll(async () => {
  await server.close()
  await postgres.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Run {
  readonly killed: boolean
  /** Heights that it said were in the tables. */
  readonly said: number
}

/** Runs a follower; kills it so many milliseconds after it has said so many heights, or lets it end. */
function runChild(
  where: string,
  killAfter: { heights: number; milliseconds: number } | undefined,
): Promise<Run> {
  const follower = spawn(process.execPath, [child, server.url, String(chain.height), where], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = 0
  follower.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = said
    said += text.split('height ').length - 1
    if (killAfter === undefined || before > killAfter.heights || said < killAfter.heights) return
    setTimeout(() => follower.kill('SIGKILL'), killAfter.milliseconds)
  })
  return new Promise((resolve, reject) => {
    follower.once('error', reject)
    follower.once('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve({ killed: signal === 'SIGKILL', said })
      else reject(new Error(`the follower ended with ${String(code ?? signal)}`))
    })
  })
}

describe('a follower that is killed again and again', () => {
  test.each(['PGlite', 'PostgreSQL'] as const)(
    'on %s reads every block exactly once',
    async (kind) => {
      const random = createRandom(SEED)
      const where = kind === 'PGlite' ? path.join(folder, 'lite') : await postgres.createDatabase()
      let kills = 0
      for (let attempt = 0; attempt < KILLS; attempt++) {
        const killAfter = { heights: random.below(4), milliseconds: random.below(60) }
        const { killed } = await runChild(where, killAfter)
        if (killed) kills++
      }
      const last = await runChild(where, undefined)
      expect(last.killed).toBe(false)
      console.info(`${kind}: killed ${kills} times, and once more let to its end`)
      expect(kills).toBeGreaterThan(KILLS / 2)
      const database = await openDatabase(kind === 'PGlite' ? { dataDir: where } : { url: where })
      try {
        expect((await verify(database, chain)).differences).toEqual([])
        expect(await dumpTables(database)).toEqual(undisturbed)
      } finally {
        await database.close()
      }
    },
    600_000,
  )
})
