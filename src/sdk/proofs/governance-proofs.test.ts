import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { toHex } from '#base/hex.ts'
import type { StateProof } from '#base/state-proof.ts'
import {
  createGovernanceNetwork,
  type GovernanceNetwork,
  setEpochReward,
} from '#protocol/governance/governance.fixture.ts'
import { createGovernanceQueries } from '#rpc/queries/governance-queries.ts'
import { addressOf } from '#protocol/test-network.fixture.ts'
import type { GovernanceProof, GovernanceRoots } from './get-governance-proof.ts'
import { verifyGovernanceProof, verifyGovernanceRoots } from './verify-governance-proof.ts'

interface Voted {
  readonly network: GovernanceNetwork
  readonly id: number
  readonly appHash: `0x${string}`
}

/** A vote that is open: alice has voted, with what bob gave to her; carol has done nothing; dora has nothing. */
function vote(): Voted {
  const network = createGovernanceNetwork()
  network.govern('bob', 'delegatePower(uint8,address)', [1, addressOf('alice')])
  const other = network.propose('emil', setEpochReward(7_000))
  const id = network.propose('dora', setEpochReward(9_000))
  network.until(id, 'support')
  for (const who of ['alice', 'bob']) for (const one of [other, id]) network.support(who, one)
  network.until(id, 'voting')
  network.block()
  for (const one of [other, id]) network.vote('alice', one, 7_500, 2_500)
  return { network, id, appHash: toHex(network.store.computeRoots().appHash) }
}

const COLLECTIONS = {
  power: 'powers',
  delegation: 'delegations',
  delegatedPower: 'delegatedPower',
  ballot: 'ballots',
} as const

function prove(
  { network: { store } }: Voted,
  collection: string,
  key: string | number,
): StateProof {
  const proof = store.prove('governance', collection, key)
  if (typeof proof === 'string') throw new Error(proof)
  return proof
}

/** What a node answers, as it comes over the wire. */
function proofFor(voted: Voted, who: string): GovernanceProof {
  const { network, id, appHash } = voted
  const keys = createGovernanceQueries(network.machine.world).voteKeys(id, addressOf(who))
  const part = (name: keyof typeof COLLECTIONS): StateProof | null =>
    keys[name] === undefined ? null : prove(voted, COLLECTIONS[name], keys[name])
  const answer: GovernanceProof = {
    height: 1,
    blockHash: appHash,
    appHash,
    proposal: prove(voted, 'proposals', id),
    tally: prove(voted, 'tallies', id),
    power: part('power'),
    delegation: part('delegation'),
    delegatedPower: part('delegatedPower'),
    ballot: part('ballot'),
  }
  return JSON.parse(JSON.stringify(answer)) as GovernanceProof
}

function verify(voted: Voted, who: string, proof = proofFor(voted, who)) {
  const { id, appHash } = voted
  return verifyGovernanceProof({ proof, appHash, proposal: id, account: addressOf(who) })
}

describe('a proof of a vote', () => {
  const voted = vote()
  const { network, id } = voted

  test('shows who votes with what', () => {
    const proven = verify(voted, 'alice')
    const { world } = network.machine
    const { title, ...proposal } = network.proposal(id)
    expect(proven.proposal).toEqual({ title, ...proposal })
    expect(proven.tally).toEqual(network.tally(id))
    expect(proven.agedRau).toBe(coins(3_000))
    expect(proven.delegatedRau).toBe(coins(2_000))
    expect(proven.ballot).toMatchObject({ yesBps: 7_500, noBps: 2_500, ownRau: coins(3_000) })
    expect(proven.delegation).toBeUndefined()
    expect(proven.power).toEqual(world.governance.powers.get(addressOf('alice')))
  })

  test('shows whom an account lets vote', () => {
    const proven = verify(voted, 'bob')
    expect(proven).toMatchObject({ agedRau: coins(2_000), delegate: addressOf('alice') })
    expect(proven.ballot).toBeUndefined()
  })

  test('of an account without records shows the proposal alone', () => {
    const proven = verify(voted, 'dora')
    expect(proven.proposal.id).toBe(id)
    expect([proven.power, proven.delegation, proven.delegatedRau, proven.ballot]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('has the roots that are published', () => {
    const roots = verifyGovernanceRoots({ roots: rootsOf(voted), appHash: voted.appHash })
    expect(verify(voted, 'alice').roots).toEqual({ ...roots, delegations: undefined })
    expect(verify(voted, 'bob').roots).toEqual({ ...roots, ballots: undefined })
  })

  test('does not speak of power from the verdict on', () => {
    const over = vote()
    over.network.until(over.id, 'tallying')
    over.network.block()
    const later = { ...over, appHash: toHex(over.network.store.computeRoots().appHash) }
    const proven = verify(later, 'alice')
    expect(['confirmed', 'defeated']).toContain(proven.proposal.state)
    expect(proven.agedRau).toBeUndefined()
    expect(proven.ballot?.ownRau).toBe(coins(3_000))
  })

  test('of others, or put together from others, is refused', () => {
    const mine = proofFor(voted, 'alice')
    const bobs = proofFor(voted, 'bob')
    const elsewhere = { ...voted, id: id - 1 }
    const bad: readonly (readonly [GovernanceProof, string])[] = [
      [{ ...mine, power: bobs.power }, 'it is of another key'],
      [{ ...mine, delegation: bobs.delegation }, 'the delegation is one of'],
      [{ ...mine, ballot: proofFor(elsewhere, 'alice').ballot }, 'it is of another proposal'],
      [{ ...mine, proposal: proofFor(elsewhere, 'alice').proposal }, 'it is of another key'],
      [{ ...mine, tally: mine.proposal }, 'it is of governance.proposals'],
      [{ ...mine, ballot: mine.power }, 'it is of another class'],
      [{ ...mine, proposal: null as unknown as StateProof }, 'the proposal is not proven'],
    ]
    for (const [proof, reason] of bad) {
      expect(() => verify(voted, 'alice', proof), reason).toThrow(`does not hold: ${reason}`)
    }
    expect(() => verify(voted, 'bob', { ...bobs, ballot: mine.ballot })).toThrow(
      'the ballot is one of',
    )
    expect(() => verify({ ...voted, appHash: `0x${'07'.repeat(32)}` }, 'alice', mine)).toThrow(
      'not under the app hash',
    )
  })

  test('with anything changed is refused', () => {
    let changed = 0
    for (const who of ['alice', 'bob', 'carol']) {
      const proof = proofFor(voted, who)
      for (const tampered of tamperWith(proof)) {
        expect(() => verify(voted, who, tampered)).toThrow('the proof does not hold')
        changed++
      }
    }
    console.log(`${changed} tampered proofs of votes`)
    expect(changed).toBeGreaterThan(400)
  })

  test('that is something else is refused, whatever it is', () => {
    for (const proof of [null, 7, {}, [], { proposal: 1 }, { proposal: {}, tally: {} }]) {
      expect(() => verify(voted, 'alice', proof as unknown as GovernanceProof)).toThrow(
        'the proof does not hold',
      )
    }
  })
})

function rootsOf(voted: Voted): GovernanceRoots {
  const of = (name: string) => {
    const proof = voted.network.store.proveCollection('governance', name)
    if (proof === undefined) throw new Error(`there is no ${name}`)
    return proof
  }
  const answer: GovernanceRoots = {
    height: 1,
    blockHash: voted.appHash,
    appHash: voted.appHash,
    powers: of('powers'),
    delegations: of('delegations'),
    ballots: of('ballots'),
    fixed: null,
  }
  return JSON.parse(JSON.stringify(answer)) as GovernanceRoots
}

test('roots with anything changed are refused', () => {
  const voted = vote()
  const { appHash } = voted
  let changed = 0
  for (const roots of tamperWith(rootsOf(voted))) {
    expect(() => verifyGovernanceRoots({ roots, appHash })).toThrow('the proof does not hold')
    changed++
  }
  const { powers, ballots, ...rest } = rootsOf(voted)
  const swapped = { ...rest, powers: ballots, ballots: powers }
  expect(() => verifyGovernanceRoots({ roots: swapped, appHash })).toThrow('governance.powers')
  console.log(`${changed} tampered roots`)
  expect(changed).toBeGreaterThan(90)
})

/** What the node says of the block is not part of the proof: the caller compares it. */
const HEAD = ['height', 'blockHash', 'appHash', 'fixed']

/** The same with one text, number, flag or list changed, each in turn. */
function* tamperWith<T extends object>(whole: T): Generator<T> {
  for (const path of pathsOf(whole)) {
    if (HEAD.includes(String(path[0]))) continue
    const copy = structuredClone(whole)
    let at = copy as Record<string, unknown>
    for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>
    const last = path.at(-1) ?? ''
    at[last] = changeValue(at[last])
    yield copy
  }
}

function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) {
    if (value !== null) yield path
    return
  }
  if (Array.isArray(value)) yield path
  for (const [name, member] of Object.entries(value)) yield* pathsOf(member, [...path, name])
}

function changeValue(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return [...value, `0x${'01'.repeat(32)}`]
  const text = String(value)
  return `${text.slice(0, -1)}${text.endsWith('1') ? '2' : '1'}`
}
