import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import { addressOf } from '../test-network.fixture.ts'
import { computeBucketVotes } from '../staking/votes.ts'
import { createGovernanceNetwork } from './governance.fixture.ts'
import { SCRIPT_SLOTS } from './script-slots.ts'
import { actScripts, RULES, runScript } from './script-weights.fixture.ts'

const README = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
const SCRIPTS = must(README.split('## Scripts\n')[1]?.split('\n## ')[0], 'the section')

test('the table of slots is that of the code', () => {
  const rows = [...SCRIPTS.matchAll(/^\| `([a-z-]+)` \| `(\w+)` \|/gm)]
  expect(rows.map(([, slot, entry]) => [slot, entry])).toEqual(Object.entries(SCRIPT_SLOTS))
})

test('the example does what is said', () => {
  const source = must(/```js\n([^`]*)```/.exec(SCRIPTS)?.[1], 'the script')
  const network = createGovernanceNetwork(RULES, { runScript })
  actScripts(network, source)
  const bucket = {
    index: 99,
    delegate: network.id('alice'),
    owner: addressOf('alice'),
    amountRau: coins(1_000),
    durationDays: 700,
    autoStake: false,
    createdSeconds: 1,
    stakedSeconds: 1,
    unstakedSeconds: 0,
  }
  const { world } = network.machine
  const votes = (autoStake: boolean): string =>
    (computeBucketVotes(world, { ...bucket, autoStake }, false) / coins(1)).toLocaleString('en-US')
  expect(SCRIPTS.replaceAll(/\s+/g, ' ')).toContain(
    `makes that ${votes(false)} votes, and ${votes(true)} with auto-stake.`,
  )
})
