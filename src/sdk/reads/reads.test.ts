import { describe, expect, test } from 'vitest'
import { createMockClient } from '../mock-node.fixture.ts'
import { publicActionsBoule } from '../public-actions.ts'
import { collectPages } from './ask.ts'

type Reads = ReturnType<typeof publicActionsBoule>

describe('every read', () => {
  test.each<readonly [string, (reads: Reads) => Promise<unknown>, string, readonly unknown[]]>([
    ['getStatus', (r) => r.getStatus(), 'boule_status', []],
    ['getEpoch', (r) => r.getEpoch(), 'boule_epoch', []],
    ['getEpoch of a number', (r) => r.getEpoch({ epoch: 7 }), 'boule_epoch', [7]],
    ['getRules', (r) => r.getRules(), 'boule_rules', []],
    ['getRules of an epoch', (r) => r.getRules({ epoch: 7 }), 'boule_rules', [7]],
    ['getSchedule', (r) => r.getSchedule({ count: 5 }), 'boule_schedule', [5]],
    ['getRandomness', (r) => r.getRandomness(), 'boule_randomness', []],
    ['getWeights', (r) => r.getWeights(), 'boule_weights', []],
    [
      'getRanking',
      (r) => r.getRanking({ offset: 3, limit: 5 }),
      'boule_ranking',
      [{ offset: 3, limit: 5 }],
    ],
    ['getDelegates', (r) => r.getDelegates(), 'boule_delegates', [{}]],
    ['getDelegate', (r) => r.getDelegate({ delegate: 'alpha' }), 'boule_delegate', ['alpha']],
    ['getProjectedSet', (r) => r.getProjectedSet(), 'boule_projectedSet', []],
    ['getNextSet', (r) => r.getNextSet(), 'boule_nextSet', []],
    [
      'getBuckets',
      (r) => r.getBuckets({ delegate: 'alpha' }),
      'boule_buckets',
      [{ delegate: 'alpha' }],
    ],
    ['getRewards', (r) => r.getRewards({ address: '0xabc' }), 'boule_rewards', ['0xabc']],
    ['getGenesis', (r) => r.getGenesis(), 'boule_genesis', []],
    [
      'getGenesisEntries',
      (r) => r.getGenesisEntries({ section: 'buckets', offset: 5 }),
      'boule_genesisEntries',
      ['buckets', { offset: 5 }],
    ],
    ['getAccounts', (r) => r.getAccounts({ addresses: ['0xabc'] }), 'boule_accounts', [['0xabc']]],
    ['getSettlement', (r) => r.getSettlement({ epoch: 2 }), 'boule_settlement', [2]],
    [
      'getProposals',
      (r) => r.getProposals({ live: true, class: 'meta', limit: 5 }),
      'boule_proposals',
      [{ live: true, class: 'meta', limit: 5 }],
    ],
    [
      'getProposalBallots',
      (r) => r.getProposalBallots({ proposal: 4, limit: 5 }),
      'boule_proposalBallots',
      [4, { limit: 5 }],
    ],
    [
      'getProposalSupports',
      (r) => r.getProposalSupports({ proposal: 4 }),
      'boule_proposalSupports',
      [4, {}],
    ],
    [
      'getProposalImpact',
      (r) => r.getProposalImpact({ proposal: 4, delegate: 'alpha', epochs: 3 }),
      'boule_proposalImpact',
      [{ proposal: 4, delegate: 'alpha', epochs: 3 }],
    ],
    [
      'getProposalImpact of a draft',
      (r) => r.getProposalImpact({ payload: { kind: 'cancel', proposal: 4 }, account: '0xabc' }),
      'boule_proposalImpact',
      [{ account: '0xabc', payload: { kind: 'cancel', data: `0x${'4'.padStart(64, '0')}` } }],
    ],
    [
      'getGovernancePower',
      (r) => r.getGovernancePower({ account: '0xabc' }),
      'boule_governancePower',
      ['0xabc'],
    ],
    ['getTreasury', (r) => r.getTreasury(), 'boule_treasury', [{}]],
    ['getSoftwareVersion', (r) => r.getSoftwareVersion(), 'boule_softwareVersion', []],
    [
      'getProof',
      (r) => r.getProof({ module: 'staking', collection: 'buckets', key: 4 }),
      'boule_getProof',
      ['staking', 'buckets', 4],
    ],
  ])('%s asks for its method', async (_, read, method, params) => {
    const answer = { some: 'answer' }
    const { client, requests } = createMockClient({ [method]: () => answer })
    expect(await read(publicActionsBoule(client))).toEqual(answer)
    expect(requests).toEqual([{ method, params }])
  })

  test('gives amounts as bigint, at any depth', async () => {
    const { client } = createMockClient({
      boule_status: () => ({
        height: 5,
        supplyRau: '10000000000000000000000000000',
        fund: { owedRau: '0' },
        rows: [{ deltaRau: '-5', name: 'x' }, null],
      }),
    })
    expect(await publicActionsBoule(client).getStatus()).toEqual({
      height: 5,
      supplyRau: 10_000_000_000_000_000_000_000_000_000n,
      fund: { owedRau: 0n },
      rows: [{ deltaRau: -5n, name: 'x' }, null],
    })
  })

  test('keeps rules whose names end in Rau as they are described', async () => {
    const rule = { value: '16', unit: 'Rau', class: 'policy', meaning: '…' }
    const { client } = createMockClient({ boule_rules: () => ({ blockRewardRau: rule }) })
    expect(await publicActionsBoule(client).getRules()).toEqual({ blockRewardRau: rule })
  })

  test.each([1, '1.5', '0x10', '', true])('refuses %s as an amount', async (wrong) => {
    const { client } = createMockClient({ boule_status: () => ({ fund: { owedRau: wrong } }) })
    await expect(publicActionsBoule(client).getStatus()).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('boule_status.fund.owedRau') as string,
    })
  })

  test('getProposal gives sizes of artifacts as bigint', async () => {
    const payload = { kind: 'upgrade', artifacts: [{ platform: 'linux-x64', bytes: '5' }] }
    const { client, requests } = createMockClient({ boule_proposal: () => ({ id: 4, payload }) })
    expect(await publicActionsBoule(client).getProposal({ proposal: 4 })).toEqual({
      id: 4,
      payload: { kind: 'upgrade', artifacts: [{ platform: 'linux-x64', bytes: 5n }] },
    })
    expect(requests[0]?.params).toEqual([4])
  })

  test('gives an amount that is not known as null', async () => {
    const items = [{ powerRau: null }]
    const { client } = createMockClient({ boule_proposalSupports: () => ({ items }) })
    const page = await publicActionsBoule(client).getProposalSupports({ proposal: 4 })
    expect(page).toEqual({ items })
  })

  test('getBucket gives the bucket, or nothing', async () => {
    const { client, requests } = createMockClient({
      boule_buckets: (params) =>
        (params as readonly { readonly index: number }[])[0]?.index === 4
          ? { total: 1, offset: 0, items: [{ index: 4 }] }
          : { total: 0, offset: 0, items: [] },
    })
    const reads = publicActionsBoule(client)
    expect(await reads.getBucket({ index: 4 })).toEqual({ index: 4 })
    expect(await reads.getBucket({ index: 5 })).toBeUndefined()
    expect(requests[0]?.params).toEqual([{ index: 4 }])
  })
})

describe('collectPages', () => {
  test.each([0, 1, 999, 1000, 1001, 2500])('puts %i rows together', async (total) => {
    const rows = Array.from({ length: total }, (_, index) => index)
    const collected = await collectPages(async ({ offset, limit }) => ({
      total,
      offset,
      items: rows.slice(offset, offset + limit),
    }))
    expect(collected).toEqual(rows)
  })

  test('ends when rows vanish meanwhile', async () => {
    let calls = 0
    const collected = await collectPages(async ({ offset }) => {
      calls++
      return { total: 10, offset, items: offset === 0 ? ['a'] : [] }
    })
    expect(collected).toEqual(['a'])
    expect(calls).toBe(2)
  })
})
