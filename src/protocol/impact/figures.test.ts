import { expect, test } from 'vitest'
import { checkRules } from '#params/rule-checks.ts'
import { RULE_TABLE, type RuleName, type Rules } from '#params/rule-table.ts'
import { formatRuleValue } from '#params/rule-text.ts'
import { createTestGenesis, startTestNetwork, type TestNetwork } from '../test-network.fixture.ts'
import type { ScriptRunner } from '../script-runner.ts'
import type { Change } from './change.ts'
import { electAgain } from './elect-again.ts'
import { figuresOf } from './figures.ts'
import { settleAgain } from './settle-again.ts'

/** A script in force that runs out of ticks below 50, and of memory below 2 MiB. */
const runScript: ScriptRunner = (_source, _entry, input, { ticks, memoryBytes }) => {
  if (ticks < 50) return { ok: false, failure: 'out-of-ticks', ticks }
  if (memoryBytes < 2_097_152) return { ok: false, failure: 'out-of-memory', ticks: 1 }
  const { candidates } = JSON.parse(input) as { readonly candidates: readonly unknown[] }
  return { ok: true, output: JSON.stringify(candidates.map(() => '1')), ticks: 1 }
}

/** A network in which every rule can make a difference: equal votes, one without a key, blocks missed, a script in force. */
function startVaried(): TestNetwork {
  const names = ['alice', 'bob', 'carol', 'dave', 'erin']
  const genesis = createTestGenesis({
    delegates: names.map((name) => ({ name, selfStakeCoins: name === 'erin' ? 300 : 2_000 })),
    rules: {
      consensusDelegates: 5,
      producers: 3,
      probationWindowEpochs: 1,
      withholdUnproductive: false,
      communitySharePermille: 10,
    },
  })
  const delegates = genesis.delegates.map((one) =>
    one.name === 'dave' ? { ...one, consensusKey: new Uint8Array(0) } : one,
  )
  const network = startTestNetwork({ ...genesis, delegates }, runScript)
  network.machine.world.governance.scripts.set('epoch-reward', [
    { proposal: 1, fromEpoch: 2, source: 'any' },
    { proposal: 2, fromEpoch: 3, source: '' },
  ])
  // Epoch 1 is held against one, epoch 3 against another; probation looks back for one epoch.
  for (let height = 1; height <= 38; height++) {
    network.block(height === 6 || height === 31 ? { round: 1 } : {})
  }
  return network
}

/** Other values of a rule, from one end of what it can be to the other. */
function otherValues(name: RuleName, value: Rules[RuleName]): readonly Rules[RuleName][] {
  const rule = RULE_TABLE[name]
  const wished: readonly Rules[RuleName][] =
    rule.type === 'flag'
      ? [true, false]
      : rule.type === 'choice'
        ? rule.choices
        : rule.type === 'addresses'
          ? ['', '0x0000000000000000000000000000000000000001']
          : rule.type === 'amount'
            ? [rule.min, 1n, 10n ** 21n, 21n * 10n ** 20n, rule.max].filter((n) => n <= rule.max)
            : [rule.min, 1, 2, 4, 100, rule.max].filter((n) => n >= rule.min && n <= rule.max)
  return wished.filter((other) => other !== value)
}

const network = startVaried()
const { machine } = network
const names = Object.keys(RULE_TABLE) as RuleName[]

function settlementsOf(change?: Change) {
  return [1, 2, 3].map((epoch) => machine.tryOut((context) => settleAgain(context, epoch, change)))
}

function setOf(change?: Change) {
  return machine.tryOut((context) => electAgain(context, change))
}

const settledAsItWas = settlementsOf()
const electedAsItWas = setOf()

test('the network of this test can be settled again', () => {
  const held = { unproductive: 1 }
  expect(settledAsItWas).toMatchObject([held, { unproductive: 0 }, held])
})

test.each(names)('%s: what running tells is what the table says', (name) => {
  const value = machine.genesis.rules[name]
  let inSettlement = false
  let inSet = false
  let tried = 0
  for (const other of otherValues(name, value)) {
    if (checkRules({ ...machine.genesis.rules, [name]: other }).length > 0) continue
    const texts = { expected: formatRuleValue(value), value: formatRuleValue(other) }
    const change: Change = { kind: 'policy', sets: [{ name, ...texts }], sunsetEpochs: 0 }
    inSettlement ||= !isEqual(settlementsOf(change), settledAsItWas)
    inSet ||= !isEqual(setOf(change), electedAsItWas)
    tried++
  }
  expect(tried).toBeGreaterThan(0)
  const told = figuresOf(name)
  if (typeof told === 'string') expect(told.length).toBeGreaterThan(20)
  const { settlement, set } = typeof told === 'string' ? { settlement: false, set: false } : told
  expect({ settlement: inSettlement, set: inSet }).toEqual({ settlement, set })
})

function isEqual(a: unknown, b: unknown): boolean {
  const text = (value: unknown) =>
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one))
  return text(a) === text(b)
}
