import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { devnetGenesis } from '#params/devnet/genesis.ts'
import { type RunningNode, startNode } from '#node/start-node.ts'

// The examples of the guide, run as they stand against a real node; only the addresses of node and packages are put in.

const GUIDE = readFileSync(new URL('../../docs/guides/sdk.md', import.meta.url), 'utf8')
const BLOCKS = [...GUIDE.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '')
const [READ = '', ...ACT] = BLOCKS

let folder: string
let node: RunningNode
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'boule-guide-'))
  node = await startNode({
    genesis: devnetGenesis(),
    dataDir: path.join(folder, 'data'),
    rpcPort: 0,
    dev: true,
    blockMode: 'automine',
    logLevel: 'error',
  })
})
afterAll(async () => {
  await node.stop()
  rmSync(folder, { recursive: true })
})

async function run(example: string): Promise<string> {
  const program = example
    .replaceAll("'boule/sdk'", `'${new URL('./index.ts', import.meta.url).href}'`)
    .replaceAll(/'(viem[^']*)'/g, (_, name: string) => `'${import.meta.resolve(name)}'`)
    .replaceAll('http()', `http('${node.rpcUrl}')`)
  const file = path.join(folder, 'example.ts')
  writeFileSync(file, program)
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    file,
  ])
  return stdout
}

test('the guide has examples for reading, acting, refusals, governing and proofs', () => {
  expect(BLOCKS).toHaveLength(5)
})

test('the example for reading prints the head of the ranking', async () => {
  expect(await run(READ)).toMatch(
    /^1 coredev [\d,]+\.\d\d\n2 \S+ [\d,]+\.\d\d\n3 \S+ [\d,]+\.\d\d\n$/,
  )
})

test('the examples for acting, refusals, governing and proofs do what they say', async () => {
  const [outcome, refusal, proposal, proof, ...more] = (await run(ACT.join('\n'))).split('\n')
  expect(outcome).toBe("true [ 'BucketCreated' ]")
  expect(refusal).toMatch(
    /^Bucket 0 belongs to 0x[0-9a-fA-F]{40}, and only its owner may do this\.$/,
  )
  expect(proposal).toBe('1 A smaller epoch reward submitted checks 132')
  expect(proof).toMatch(/^2 0x[0-9a-f]{64} \d+n$/)
  expect(more).toEqual([''])
})
