import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { coins } from '#base/integers.ts'
import { classRule, termsOf } from '#protocol/governance/class-rules.ts'
import { effectiveEpoch } from '#protocol/governance/rule-changes.ts'
import { judge, type Verdict } from '#protocol/governance/tally.ts'
import { PRESETS } from './presets.ts'
import {
  CLASS_RULES,
  type ClassRule,
  PROPOSAL_CLASSES,
  type ProposalClass,
} from './proposal-classes.ts'
import type { Rules } from './rule-table.ts'

const DOCUMENT = readFileSync(new URL('../../docs/concepts/governance.md', import.meta.url), 'utf8')
const NETWORKS = [PRESETS.mainnet, PRESETS.devnet]

/** Cells of the rows of the table with this header. */
function readTable(...header: readonly string[]): readonly (readonly string[])[] {
  const head = `| ${header.join(' | ')} |\n|${'---|'.repeat(header.length)}\n`
  const table = must(DOCUMENT.split(head)[1]?.split('\n\n')[0], `the table of ${header[0]}`)
  return table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

function whole(value: number): string {
  return value.toLocaleString('en-US')
}

/** As the document writes it: coins, percent, or a number. */
function show(rules: Rules, kind: ProposalClass, name: ClassRule): string {
  const value = classRule(rules, kind, name)
  if (typeof value === 'bigint') return whole(Number(value / coins(1)))
  return name.endsWith('Bps') ? `${value / 100} %` : whole(value)
}

/** Epochs from submission until it holds: the count takes one, a directive has no timelock. */
function epochsToEffect(rules: Rules, kind: ProposalClass): number {
  const terms = termsOf(rules, { class: kind, short: false })
  const counted = terms.debateEpochs + terms.noticeEpochs + terms.votingEpochs + 1
  return kind === 'directive' ? counted : effectiveEpoch(counted + terms.timelockEpochs)
}

function both(of: (rules: Rules) => string): string {
  return NETWORKS.map(of).join(' / ')
}

test('the terms of each class are those of the presets', () => {
  const rows = readTable('Term', 'Rule', ...PROPOSAL_CLASSES)
  expect(rows.map(([, ...cells]) => cells)).toEqual([
    ...CLASS_RULES.map((name) => [
      `\`${name}\``,
      ...PROPOSAL_CLASSES.map((kind) => both((rules) => show(rules, kind, name))),
    ]),
    ['–', ...PROPOSAL_CLASSES.map((kind) => both((rules) => `${epochsToEffect(rules, kind)}`))],
  ])
})

describe('the worked verdicts', () => {
  const totalRau = coins(1_000_000)
  const rows = readTable('Class', 'Yes', 'No', 'Abstain', 'Turnout', 'Yes of yes and no', 'Verdict')

  test('are some', () => {
    expect(rows.length).toBeGreaterThanOrEqual(6)
  })

  test.each(rows.map((row) => [row.join(', '), row] as const))('%s', (_, row) => {
    const [kind = '', yes = '', no = '', abstain = '', turnout, part, verdict] = row
    const [yesRau, noRau, abstainRau] = [toRau(yes), toRau(no), toRau(abstain)]
    expect(percent(yesRau + noRau + abstainRau, totalRau)).toBe(turnout)
    expect(percent(yesRau, yesRau + noRau)).toBe(part)
    const found = must(
      PROPOSAL_CLASSES.find((one) => one === kind),
      'a class',
    )
    const judged = judge(
      { yesRau, noRau, abstainRau },
      totalRau,
      classRule(PRESETS.mainnet, found, 'TurnoutQuorumBps'),
      classRule(PRESETS.mainnet, found, 'ApprovalBps'),
      'turnout',
    )
    expect(WORDS[judged.reason]).toBe(verdict)
  })
})

const WORDS: Readonly<Record<Verdict['reason'], string>> = {
  majority: 'confirmed',
  'no-majority': 'defeated: no majority',
  'no-quorum': 'defeated: no quorum',
}

function toRau(text: string): bigint {
  return coins(Number(text.replaceAll(',', '')))
}

/** With two decimals, rounded down. */
function percent(partRau: bigint, ofRau: bigint): string {
  return `${(Number((partRau * 10_000n) / ofRau) / 100).toFixed(2)} %`
}

test('figures in the sentences are those of the main network', () => {
  const { mainnet } = PRESETS
  const text = DOCUMENT.replaceAll(/\s+/g, ' ')
  const sentences = [
    `(${whole(Number(mainnet.governanceStartsAtRau / coins(1)))} coins on the main network)`,
    `at most ${mainnet.maxVotingSlots} votes run at once`,
    `and ${mainnet.maxLiveProposals} may be undecided in all`,
    `up to and including epoch ${mainnet.guardianUntilEpoch}.`,
    `changed in the last ${mainnet.revertWindowEpochs} epochs`,
    `debate ${mainnet.revertDebateEpochs} epoch, vote ${mainnet.revertVotingEpochs}, timelock ${mainnet.revertTimelockEpochs}, and no notice`,
  ]
  for (const sentence of sentences) expect(text).toContain(sentence)
  const { revertDebateEpochs, revertVotingEpochs, revertTimelockEpochs } = mainnet
  expect(text).toContain('takes six epochs in all')
  expect(revertDebateEpochs + revertVotingEpochs + revertTimelockEpochs + 2).toBe(6)
  expect(text).toContain('a timelock of seven epochs or more')
  expect(termsOf(mainnet, { class: 'policy', short: false }).timelockEpochs).toBe(7)
  expect(mainnet).toMatchObject({
    quorumMode: 'turnout',
    excludedAccounts: '',
    lockBonusCapPercent: 0,
    closingWindowEpochs: 1,
    extensionEpochs: 2,
    maxExtensionEpochs: 7,
    maxLivePerProposer: 1,
    depositThrottleTarget: 5,
    lapseFloorBps: 1_000,
  })
})
