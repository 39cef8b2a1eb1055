import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROPOSAL_STATES } from '#protocol/governance/lifecycle.ts'
import { type BouleClient, createBouleClient } from '#sdk/create-boule-client.ts'
import type { ProposalSummary } from '#sdk/reads/governance-records.ts'
import { bundle } from '../crash/bundle-node.ts'
import { type KillableProgram, startProgram } from '../crash/killable-program.ts'
import { crashGenesis } from './all-states.ts'
import { tellAllStates } from './tell-all-states.ts'

const GENESIS_SECONDS = crashGenesis().timeMs / 1_000

let folder = ''
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boule-states-'))
})
afterAll(() => {
  fs.rmSync(folder, { recursive: true })
})

interface Started {
  readonly process: KillableProgram
  readonly client: BouleClient
}

async function start(program: string, dir: string): Promise<Started> {
  const process = startProgram(program, [dir])
  const url = (await process.waitFor('listening at '))?.slice('listening at '.length)
  if (url === undefined) throw new Error(`the node does not start: ${(await process.ended).errors}`)
  return { process, client: createBouleClient({ url, pollingIntervalMs: 2 }) }
}

async function readProposals(client: BouleClient): Promise<readonly ProposalSummary[]> {
  return (await client.getProposals({ limit: 100 })).items
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? `${member}` : member,
  )
}

interface Told {
  /** Every block's hash and state, by height. */
  readonly blocks: readonly string[]
  /** States in which the node was killed. */
  readonly states: ReadonlySet<string>
  readonly kills: number
}

/** Tells the story to a node; with `isKilled` the node is killed whenever a proposal is in a state for the first time. */
async function tell(program: string, dir: string, isKilled: boolean): Promise<Told> {
  let node = await start(program, dir)
  const blocks: string[] = []
  const states = new Set<string>()
  let kills = 0
  const killWhereNew = async (): Promise<void> => {
    const before = await readProposals(node.client)
    const now = before.map(({ state }) => state)
    if (now.every((state) => states.has(state))) return
    for (const state of now) states.add(state)
    node.process.kill()
    expect((await node.process.ended).killed).toBe(true)
    kills++
    node = await start(program, dir)
    expect(Number(await node.client.getBlockNumber())).toBe(blocks.length)
    expect(asText(await readProposals(node.client))).toBe(asText(before))
  }
  const ask = (method: string, ...params: readonly unknown[]) =>
    node.client.request({ method, params } as never)
  try {
    await tellAllStates({
      client: () => node.client,
      height: () => blocks.length,
      block: async () => {
        await ask('evm_setNextBlockTimestamp', GENESIS_SECONDS + blocks.length + 1)
        await ask('evm_mine')
        const { number, hash, stateRoot, receiptsRoot } = await node.client.getBlock()
        blocks.push([number, hash, stateRoot, receiptsRoot].join(' '))
        if (isKilled) await killWhereNew()
      },
    })
    const ends = (await readProposals(node.client)).toReversed()
    blocks.push(ends.map(({ title, state }) => `${title}: ${state}`).join(', '))
  } finally {
    node.process.kill()
    await node.process.ended
  }
  return { blocks, states, kills }
}

/** A boundary leads through it and on: no block ends there. */
const PASSING = ['ready']

test('a node that is killed in every state of a proposal goes on as one that never was', async () => {
  const file = path.join('test', 'governance', 'governed-node.ts')
  const program = path.join(
    await bundle({ 'governed-node': file }, 'governance'),
    'governed-node.js',
  )
  const [killed, twin] = await Promise.all([
    tell(program, path.join(folder, 'killed'), true),
    tell(program, path.join(folder, 'twin'), false),
  ])
  console.log(
    `${killed.kills} kills in ${killed.states.size} states, ${twin.blocks.length - 1} blocks`,
  )
  expect(killed.blocks).toEqual(twin.blocks)
  const wanted = PROPOSAL_STATES.filter((state) => !PASSING.includes(state))
  expect([...killed.states].toSorted()).toEqual(wanted.toSorted())
  expect(killed.blocks.at(-1)).toBe(
    'done: actioned, extended: actioned, withdrawn: withdrawn, lapsed: lapsed, defeated: defeated, red: rejected, ' +
      'first: actioned, second: expired, ready: locked-in, unready: timed-out, vetoed: cancelled',
  )
})
