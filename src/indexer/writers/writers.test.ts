import { describe, expect, test } from 'vitest'
import { PROPOSAL_CLASSES, PROPOSAL_REASONS, PROPOSAL_STATES } from '#sdk/governance/names.ts'
import type { BucketRow, IndexState, ProposalRow } from '../apply/index-state.ts'
import type { ArgumentsOf, EventName } from '../events/decode-event.ts'
import {
  addedRows,
  DELEGATE,
  makeState,
  OTHER,
  PLACE,
  SENDER,
  tell,
} from './written-rows.fixture.ts'

/*
 * Rows of history, which no answer of a node is compared with: `test/index` has every event, and compares what the events lead to; these
 * tests say what stands in the row of each. Grants and settlements are compared there by their sums.
 */

const EVENT = { event_id: '50000002' }
const { transaction_hash: _, ...MOMENT } = PLACE

type Prepare = (state: IndexState) => void

function row<N extends EventName>(
  name: N,
  args: ArgumentsOf<N>,
  table: string,
  expected: Readonly<Record<string, string | null>>,
  prepare: Prepare = () => undefined,
) {
  return { name, table, run: (state: IndexState) => tell(state, name, args), expected, prepare }
}

const withProposal: Prepare = (state) => {
  state.proposals.touch({ id: 7, state: 'support', live: true, percent: null } as ProposalRow)
}

const withSelfStake: Prepare = (state) => {
  state.buckets.touch({ index: 4, owner: OTHER } as BucketRow)
  Object.assign(state.delegate(DELEGATE), { selfStakeBucket: 4, selfStakeRau: 90n })
}

const withMissedBlock: Prepare = (state) => {
  state.blocks.touch({ height: 49, epoch: 2, round: 0 } as never)
  state.epochs.touch({ epoch: 2, missed: 0 } as never)
}

const withStream: Prepare = (state) => {
  for (const stream of [1, 2]) {
    state.streams.touch({
      stream,
      proposal: 7,
      recipient: OTHER,
      perEpochRau: 10n,
      epochs: 3,
      epochsLeft: 3,
      owedRau: 0n,
      paidRau: 0n,
      updatedHeight: 1,
    })
  }
  state.paidStreams.add(1)
}

const ROWS = [
  row(
    'BlockMissed',
    { height: 49n, delegate: DELEGATE, round: 1 },
    'missed_blocks',
    { height: '49', round: '1', delegate: DELEGATE, epoch: '2', time_ms: '50000' },
    withMissedBlock,
  ),
  row('ProbationChanged', { delegate: DELEGATE, unproductiveEpochs: 2 }, 'probation_changes', {
    ...EVENT,
    ...MOMENT,
    delegate: DELEGATE,
    unproductive_epochs: '2',
  }),
  row(
    'DoubleSigned',
    { delegate: DELEGATE, height: 44n, slashedRau: 9n },
    'slashes',
    {
      ...EVENT,
      ...MOMENT,
      delegate: DELEGATE,
      cause: 'double-signed',
      bucket: '4',
      owner: OTHER,
      taken_rau: '9',
      amount_rau: '90',
      fault_height: '44',
      missed: null,
    },
    withSelfStake,
  ),
  row(
    'UnproductiveSlashed',
    { epoch: 3n, delegate: DELEGATE, missed: 5, slashedRau: 3n },
    'slashes',
    {
      cause: 'unproductive',
      bucket: null,
      owner: null,
      taken_rau: '3',
      fault_height: null,
      missed: '5',
    },
  ),
  row('RewardClaimed', { reward: OTHER, by: SENDER, amountRau: 40n }, 'claims', {
    ...EVENT,
    ...PLACE,
    reward: OTHER,
    claimant: SENDER,
    amount_rau: '40',
  }),
  row('FundDeposited', { from: SENDER, amountRau: 6n }, 'fund_deposits', {
    ...EVENT,
    height: '50',
    time_ms: '50000',
    transaction_hash: '0x7a',
    depositor: SENDER,
    amount_rau: '6',
  }),
  row(
    'ProposalChanged',
    {
      proposal: 7n,
      from: PROPOSAL_STATES.indexOf('support'),
      to: PROPOSAL_STATES.indexOf('lapsed'),
      reason: PROPOSAL_REASONS.indexOf('window-over'),
      epoch: 3n,
    },
    'proposal_transitions',
    {
      ...EVENT,
      ...PLACE,
      proposal: '7',
      from_state: 'support',
      to_state: 'lapsed',
      reason: 'window-over',
    },
    withProposal,
  ),
  row(
    'ProposalChanged',
    {
      proposal: 7n,
      from: 255,
      to: PROPOSAL_STATES.indexOf('submitted'),
      reason: PROPOSAL_REASONS.indexOf('submitted'),
      epoch: 3n,
    },
    'proposal_transitions',
    { from_state: null, to_state: 'submitted', reason: 'submitted' },
    withProposal,
  ),
  row('ProposalVetoed', { proposal: 7n, account: OTHER, reason: 'not\tso' }, 'vetoes', {
    ...PLACE,
    proposal: '7',
    guardian: OTHER,
    reason: 'not\\tso',
  }),
  row(
    'DirectiveReported',
    {
      proposal: 7n,
      account: OTHER,
      percent: 60,
      evidenceHash: '0xee',
      text: 'half',
    },
    'directive_reports',
    {
      ...EVENT,
      ...PLACE,
      proposal: '7',
      account: OTHER,
      percent: '60',
      evidence_hash: '0xee',
      text: 'half',
    },
    withProposal,
  ),
  row(
    'DirectiveReviewed',
    {
      proposal: 7n,
      account: OTHER,
      accepted: false,
      text: 'no',
    },
    'directive_reviews',
    { ...EVENT, ...PLACE, proposal: '7', account: OTHER, accepted: 'false', text: 'no' },
  ),
  row(
    'VersionActivated',
    {
      proposal: 7n,
      version: 2,
      bundleRoot: '0xb0',
      fromEpoch: 5n,
    },
    'versions',
    { version: '2', proposal: '7', bundle_root: '0xb0', from_epoch: '5', height: '50' },
  ),
  row(
    'ScriptInstalled',
    {
      proposal: 7n,
      slot: 'epochReward',
      sourceHash: '0x50',
      fromEpoch: 5n,
    },
    'scripts',
    {
      ...EVENT,
      what: 'installed',
      slot: 'epochReward',
      epoch: '5',
      source_hash: '0x50',
      failure: null,
    },
  ),
  row(
    'ScriptFailed',
    {
      proposal: 7n,
      slot: 'epochReward',
      epoch: 3n,
      failure: 'out of steps',
    },
    'scripts',
    {
      ...EVENT,
      what: 'failed',
      slot: 'epochReward',
      epoch: '3',
      source_hash: null,
      failure: 'out of steps',
    },
  ),
  row('WeightsChanged', { fromEpoch: 4n, table: '0x' }, 'vote_weights', {
    ...EVENT,
    from_epoch: '4',
    height: '50',
    time_ms: '50000',
    weights: null,
  }),
]

describe('an event of history becomes a row', () => {
  test.each(ROWS)('$name → $table', async ({ run, table, expected, prepare }) => {
    const state = makeState()
    prepare(state)
    run(state)
    const rows = await addedRows(state, table)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject(expected)
  })

  test('a profile, with hashes of nothing as nothing', async () => {
    const state = makeState()
    tell(state, 'ProfileSet', {
      candidate: DELEGATE,
      version: 1,
      displayName: 'Alpha',
      group: 'g',
      website: 'https://a.example',
      region: 'EU',
      logoHash: `0x${'0'.repeat(64)}`,
      textHash: `0x${'1'.repeat(64)}`,
      links: ['https://b.example'],
      blockCommissionBps: 100,
      epochCommissionBps: 200,
      bonusCommissionBps: 300,
    })
    expect(state.delegates.get(DELEGATE)).toMatchObject({ profileVersion: 1, profileHeight: 50 })
    expect(await addedRows(state, 'profiles')).toEqual([
      {
        ...PLACE,
        delegate: DELEGATE,
        version: '1',
        display_name: 'Alpha',
        group: 'g',
        website: 'https://a.example',
        region: 'EU',
        logo_hash: null,
        text_hash: `0x${'1'.repeat(64)}`,
        links: '["https://b.example"]',
        block_commission_bps: '100',
        epoch_commission_bps: '200',
        bonus_commission_bps: '300',
      },
    ])
  })

  test('a payment goes to the next stream that the block has not paid', async () => {
    const state = makeState()
    withStream(state)
    tell(state, 'TreasuryPaid', {
      proposal: 7n,
      account: OTHER,
      amountRau: 8n,
      owedRau: 2n,
      epochsLeft: 2,
    })
    expect(state.streams.get(2)).toMatchObject({ paidRau: 8n, owedRau: 2n, epochsLeft: 2 })
    expect(state.streams.get(1)).toMatchObject({ paidRau: 0n, epochsLeft: 3 })
    expect(await addedRows(state, 'treasury_payments')).toMatchObject([
      { ...EVENT, ...MOMENT, stream: '2', recipient: OTHER, amount_rau: '8', owed_rau: '2' },
    ])
  })

  test('what is owed is a debt, and the oldest is paid first', async () => {
    const state = makeState()
    for (const [eventId, epoch] of [
      [9, 2],
      [5, 1],
    ] as const) {
      state.debts.touch({
        eventId,
        epoch,
        delegate: DELEGATE,
        reward: OTHER,
        kind: 'block',
        amountRau: 30n,
        openRau: 30n,
        paidHeight: null,
        updatedHeight: 1,
      })
    }
    state.sync.fundOwedRau = 60n
    tell(state, 'DebtPaid', {
      delegate: DELEGATE,
      reward: OTHER,
      epoch: 1n,
      kind: 0,
      amountRau: 30n,
      stillOwedRau: 0n,
    })
    expect(state.debts.get(5)).toMatchObject({ openRau: 0n, paidHeight: 50 })
    expect(state.debts.get(9)).toMatchObject({ openRau: 30n, paidHeight: null })
    expect(state.sync.fundOwedRau).toBe(30n)
    expect(await addedRows(state, 'debt_payments')).toMatchObject([
      { ...EVENT, ...MOMENT, debt: '5', amount_rau: '30', still_owed_rau: '0' },
    ])
  })

  test('a grant that the fund cannot cover is a debt', () => {
    const state = makeState()
    tell(state, 'RewardGranted', {
      epoch: 3n,
      delegate: DELEGATE,
      reward: OTHER,
      kind: 1,
      amountRau: 50n,
      owedRau: 20n,
    })
    expect([...state.debts.all()]).toMatchObject([
      { eventId: 50_000_002, kind: 'epoch', amountRau: 20n, openRau: 20n, paidHeight: null },
    ])
    expect(state.accounts.get(OTHER).unclaimedRau).toBe(1_030n)
  })

  test('whoever delegates power anew ends what was said before', () => {
    const state = makeState()
    const kind = PROPOSAL_CLASSES[1] as (typeof PROPOSAL_CLASSES)[number]
    const before = { eventId: 3, class: kind, account: SENDER, delegate: OTHER, current: true }
    state.currentDelegations.set(`${kind}|${SENDER}`, before as never)
    tell(state, 'PowerDelegated', {
      account: SENDER,
      class: 1,
      delegate: `0x${'0'.repeat(40)}`,
    })
    expect([...state.powerDelegations.all()]).toMatchObject([
      { eventId: 3, current: false },
      { eventId: 50_000_002, class: kind, account: SENDER, delegate: null, current: true },
    ])
  })

  test('what delegates say of a software change', () => {
    const state = makeState()
    tell(state, 'PreflightAttested', {
      proposal: 7n,
      delegate: DELEGATE,
      revision: 2,
      green: false,
      reportHash: '0x4e',
    })
    tell(state, 'ReadinessSignalled', {
      proposal: 7n,
      delegate: DELEGATE,
    })
    expect([...state.attestations.all()]).toMatchObject([
      { proposal: 7, revision: 2, delegate: DELEGATE, green: false, account: SENDER, height: 50 },
    ])
    expect([...state.readiness.all()]).toMatchObject([
      { proposal: 7, delegate: DELEGATE, height: 50, transactionHash: '0x7a' },
    ])
  })
})
