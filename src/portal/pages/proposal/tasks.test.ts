import { describe, expect, test } from 'vitest'
import { type Onlooker, tasksOf } from './tasks.ts'

const ALICE = '0x00000000000000000000000000000000000000Aa'
const ALPHA = { id: ALICE, name: 'alpha' }
const HASH = `0x${'00'.repeat(32)}`

type Proposal = Parameters<typeof tasksOf>[0]

const directive = {
  kind: 'directive',
  payload: { kind: 'directive', assignee: ALICE.toLowerCase(), dueEpochs: 3 },
} as const
const upgrade = {
  kind: 'upgrade',
  payload: { kind: 'upgrade', version: 2, name: 'two', bundleRoot: HASH, bundleBytes: 1 },
} as unknown as Pick<Proposal, 'kind' | 'payload'>

function proposal(change: object): Proposal {
  const details = {} as Proposal['details']
  return { state: 'support', proposer: HASH, details, ...directive, ...change }
}

const nobody: Onlooker = {
  account: ALICE,
  own: { owns: null, operates: null },
  rules: new Map(),
  epoch: 5,
}
const owner: Onlooker = { ...nobody, own: { owns: ALPHA, operates: null } }
const operator: Onlooker = { ...nobody, own: { owns: null, operates: ALPHA } }
const guardian: Onlooker = {
  ...nobody,
  rules: new Map([
    ['guardian', { value: ALICE.toLowerCase() }],
    ['guardianUntilEpoch', { value: '5' }],
  ]),
}

describe('a decision asks', () => {
  test.each<[string, object, Onlooker, readonly string[]]>([
    ['a delegate to try software out', { ...upgrade }, owner, ['attest']],
    ['also the operator', { ...upgrade, state: 'submitted' }, operator, ['attest']],
    ['nobody else', { ...upgrade }, nobody, []],
    ['no delegate to try a directive out', {}, owner, []],
    ['a delegate to get ready', { ...upgrade, state: 'signalling' }, operator, ['ready']],
    ['the assignee to report', { state: 'in-progress' }, nobody, ['report']],
    ['nobody to judge its own work', { state: 'review' }, owner, []],
    [
      'a delegate to judge the work of others',
      { state: 'review', payload: { kind: 'directive', assignee: HASH } },
      owner,
      ['review'],
    ],
    ['the guardian in a timelock', { state: 'timelocked' }, guardian, ['veto']],
    ['the guardian until the action', { state: 'locked-in' }, guardian, ['veto']],
    ['the guardian not before the verdict', { state: 'voting' }, guardian, []],
    ['the guardian not once it is done', { state: 'actioned' }, guardian, []],
    ['nobody who is no guardian', { state: 'timelocked' }, owner, []],
    ['no guardian whose time is over', { state: 'timelocked' }, { ...guardian, epoch: 6 }, []],
    [
      'nobody before the epoch is known',
      { state: 'timelocked' },
      { ...guardian, epoch: undefined },
      [],
    ],
    [
      'nobody where there is no guardian',
      { state: 'timelocked' },
      { ...guardian, rules: new Map([...guardian.rules, ['guardian', { value: '' }]]) },
      [],
    ],
    [
      'nothing of an account that is not known yet',
      { ...upgrade },
      { ...owner, own: undefined },
      [],
    ],
  ])('%s', (_, change, onlooker, tasks) => {
    expect(tasksOf(proposal(change), onlooker)).toEqual(tasks)
  })
})
