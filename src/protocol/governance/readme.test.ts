import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import { PRESETS } from '#params/presets.ts'
import { CLASS_RULES, PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { getRules } from '../params/rules.ts'
import { COMMUNITY_ADDRESS, GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import { GOVERNANCE_EVENTS } from './events.ts'
import { createGovernanceNetwork, setEpochReward } from './governance.fixture.ts'
import { governanceInterface } from './interface.ts'
import { isTerminal, PROPOSAL_STATES, REASONS, TRANSITIONS } from './lifecycle.ts'
import { PAYLOAD_TYPES } from './payload.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'

const README = readFileSync(new URL('./README.md', import.meta.url), 'utf8')

/** Cells of the table below a header. */
function readTable(...header: readonly string[]): readonly (readonly string[])[] {
  const head = `| ${header.join(' | ')} |\n|${'---|'.repeat(header.length)}\n`
  const table = must(README.split(head)[1]?.split('\n\n')[0], `the table of ${header[0]}`)
  return table
    .split('\n')
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))
}

/** `0 one, 1 two` behind a heading. */
function readNumbers(start: string): readonly string[] {
  const text = must(README.split(start)[1]?.split('.')[0], start)
  return text
    .split(',')
    .map((one) => one.trim().replaceAll(/\s+/g, ' '))
    .filter((one) => one !== '')
}

function numbered(names: readonly string[]): readonly string[] {
  return names.map((name, number) => `${number} ${name}`)
}

describe('the tables of the README', () => {
  test('transitions', () => {
    const rows = readTable('From', 'To', 'Reason', 'At', 'When')
    expect(rows.map((row) => row.slice(0, 4))).toEqual(
      TRANSITIONS.map(({ from, to, reason, at }) => [from, to, reason, at]),
    )
  })

  test('what is terminal is what nothing leads away from', () => {
    const left = new Set(TRANSITIONS.map(({ from }) => from))
    const terminal = PROPOSAL_STATES.filter((state) => !left.has(state))
    expect(terminal).toEqual(PROPOSAL_STATES.filter(isTerminal))
    const named = must(/Terminal are ([^:]+):/.exec(README)?.[1], 'the terminal states')
    expect(named.split(/, | and /).toSorted()).toEqual(terminal.toSorted())
  })

  test('numbers of states, reasons, classes and kinds', () => {
    expect(readNumbers('## States\n')).toEqual(numbered(PROPOSAL_STATES))
    expect(readNumbers('Reasons by number:')).toEqual(numbered(REASONS))
    expect(readNumbers('Classes, mildest first:')).toEqual(numbered(PROPOSAL_CLASSES))
    const rows = readTable('Number', 'Kind', 'Payload (ABI)', 'Class')
    expect(rows.map((row) => row.slice(0, 3))).toEqual(
      PAYLOAD_KINDS.map((kind, number) => [`${number}`, kind, `\`${PAYLOAD_TYPES[kind]}\``]),
    )
  })

  test('terms of each class', () => {
    const rows = readTable('Term', 'Unit', 'Meaning', ...PROPOSAL_CLASSES)
    const { mainnet } = PRESETS
    expect(rows.map(([name, , , ...values]) => [name, ...values])).toEqual(
      CLASS_RULES.map((name) => [
        `\`${name}\``,
        ...PROPOSAL_CLASSES.map((kind) => {
          const value = mainnet[`${kind}${name}`]
          const shown = typeof value === 'bigint' ? Number(value / coins(1)) : value
          return shown.toLocaleString('en-US')
        }),
      ]),
    )
  })

  test('actions, reads and events', () => {
    const nameOf = (text: string): string => must(text.split('(')[0], 'a name')
    expect(readTable('Action', 'Who', 'What it does').map(([name = '']) => nameOf(name))).toEqual(
      governanceInterface.actions.map(({ signature }) => nameOf(signature)),
    )
    expect(readTable('Function', 'Answer').map(([name = '']) => nameOf(name))).toEqual(
      governanceInterface.reads.map(({ signature }) => nameOf(signature)),
    )
    const section = must(README.split('## Events')[1]?.split('\n## ')[0], 'the events')
    const named = [...section.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name)
    expect(named).toEqual(GOVERNANCE_EVENTS.map(({ name }) => name))
  })

  test('addresses', () => {
    expect(README).toContain(`\`${GOVERNANCE_ADDRESS}\``)
    expect(README).toContain(`\`${COMMUNITY_ADDRESS}\``)
  })
})

test('Alice, Bob, Carol and Dora of the README', () => {
  const example = must(README.split('## Example')[1], 'the example').replaceAll(/\s+/g, ' ')
  const say = (figure: string): void => expect(example).toContain(figure)
  const shown = (rau: bigint): string => Number(rau / coins(1)).toLocaleString('en-US')
  const network = createGovernanceNetwork()
  const { world } = network.machine
  network.govern('bob', 'delegatePower(uint8,address)', [1, addressOf('alice')])

  const before = network.balanceRau('dora')
  const id = network.propose('dora', setEpochReward(9_000))
  say(`proposes in epoch ${network.proposal(id).submittedEpoch}`)
  say(`deposits ${shown(network.proposal(id).depositRau)} coins`)
  expect(network.proposal(id).class).toBe('policy')

  network.endEpoch()
  network.support('alice', id)
  network.support('bob', id)
  say(`support it in epoch ${network.epoch}: ${shown(network.tally(id).supportRau)} of 6,000`)
  network.until(id, 'qualified')
  const { totalRau } = network.proposal(id)
  say(
    `At the end of epoch ${network.epoch} it qualifies: power counts as it is then, the total is ${shown(totalRau)}`,
  )

  network.until(id, 'voting')
  say(`opens at the end of epoch ${network.epoch}`)
  network.block()
  network.vote('alice', id, 10_000, 0)
  say(`Alice votes yes with ${shown(network.tally(id).yesRau)}`)
  network.vote('bob', id, 2_500, 7_500)
  say(`yes ${shown(network.tally(id).yesRau)}, no ${shown(network.tally(id).noRau)}. Carol`)
  network.vote('carol', id, 0, 10_000)
  say(`Carol votes no: no ${shown(network.tally(id).noRau)}`)

  network.until(id, 'tallying')
  say(`The vote ends with epoch ${network.epoch}`)
  network.block()
  expect(network.proposal(id).state).toBe('confirmed')
  say(`${shown(network.tally(id).countedYesRau)} is more than half of ${shown(totalRau)}`)

  network.until(id, 'actioned')
  say(`At the end of epoch ${network.epoch} it is put into action`)
  expect(before - network.balanceRau('dora')).toBeLessThan(coins(1))
  const rewardOf = (epoch: number): string => shown(getRules(world, epoch).epochRewardRau)
  say(`The epoch reward of epoch 9 is ${rewardOf(9)} coins, that of epoch 10 is ${rewardOf(10)}`)
  expect([rewardOf(9), rewardOf(10)]).toEqual(['18,750', '9,000'])
})
