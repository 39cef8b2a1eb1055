import { describe, expect, test } from 'vitest'
import type { RuleName } from '#params/rule-table.ts'
import { changeText, formatRuleText, readRuleValue } from './rule-values.ts'

const COIN = 10n ** 18n

describe('readRuleValue', () => {
  test.each<readonly [RuleName, unknown, string]>([
    ['epochRewardRau', '9,000 coins', `${9_000n * COIN}`],
    ['epochRewardRau', '1 coin', `${COIN}`],
    ['epochRewardRau', '0.5 coins', `${COIN / 2n}`],
    ['gasPriceRau', '1,000 Rau', '1000'],
    ['unstakeWaitSeconds', '3 days', '259200'],
    ['unstakeWaitSeconds', '1.5 hours', '5400'],
    ['unstakeWaitSeconds', '60', '60'],
    ['unstakeWaitSeconds', 60, '60'],
    ['blockIntervalMs', '10 seconds', '10000'],
    ['blockIntervalMs', '500 ms', '500'],
    ['policyTurnoutQuorumBps', '10 %', '1000'],
    ['policyTurnoutQuorumBps', '12.34 percent', '1234'],
    ['policyTurnoutQuorumBps', '1,234', '1234'],
    ['communitySharePermille', '2.5 %', '25'],
    ['productivityThresholdPercent', '85 %', '85'],
    ['policyVotingEpochs', '7 epochs', '7'],
    ['policyVotingEpochs', '1 epoch', '1'],
    ['adaptiveQuorum', true, 'true'],
    ['quorumMode', 'padded', 'padded'],
    ['guardian', '', ''],
  ])('%s reads %j as %s', (name, input, value) => {
    expect(readRuleValue(name, input)).toEqual({ value })
  })

  test.each<readonly [RuleName, unknown, string]>([
    ['epochRewardRau', '9000', 'must be coins, such as "9,000 coins", not "9000"'],
    ['epochRewardRau', '9.0000000000000000001 coins', 'must be coins'],
    ['unstakeWaitSeconds', '3 weeks', 'must be seconds, minutes, hours or days, not "3 weeks"'],
    ['unstakeWaitSeconds', '0.5 seconds', 'must be a whole number of seconds'],
    ['policyVotingEpochs', '2 days', 'must be epochs, not "2 days"'],
    ['policyVotingEpochs', '0', 'must be a whole number of epochs from 1 to 1000, not "0"'],
    ['policyTurnoutQuorumBps', '101 %', 'from 1 to 10000, not "10100"'],
    ['policyTurnoutQuorumBps', '0.001 %', 'must be a whole number of basis points'],
    ['adaptiveQuorum', 'yes', 'must be true or false, not "yes"'],
    ['quorumMode', 'both', 'must be one of turnout, padded, not "both"'],
    ['quorumMode', { a: 1 }, 'must be a text, a number, true or false'],
  ])('%s refuses %j', (name, input, problem) => {
    expect(readRuleValue(name, input)).toMatchObject({
      problem: expect.stringContaining(problem) as string,
    })
  })
})

describe('words', () => {
  test.each([
    ['epochRewardRau', `${9_000n * COIN}`, '9,000 coins'],
    ['epochRewardRau', `${COIN}`, '1 coin'],
    ['unstakeWaitSeconds', '259200', '3 days'],
    ['unstakeWaitSeconds', '5400', '90 minutes'],
    ['unstakeWaitSeconds', '61', '61 seconds'],
    ['blockIntervalMs', '10000', '10 seconds'],
    ['blockIntervalMs', '500', '500 ms'],
    ['policyTurnoutQuorumBps', '1234', '12.34 %'],
    ['communitySharePermille', '25', '2.5 %'],
    ['policyVotingEpochs', '1', '1 epoch'],
    ['guardianUntilEpoch', '365', 'epoch 365'],
    ['adaptiveQuorum', 'true', 'true'],
    ['guardian', '', 'nobody'],
    ['unheardOf', '7', '7'],
  ])('%s %s is %s', (name, text, words) => {
    expect(formatRuleText(name, text)).toBe(words)
  })

  test.each([
    ['epochRewardRau', `${18_750n * COIN}`, `${9_000n * COIN}`, '18,750 → 9,000 coins'],
    ['epochRewardRau', `${COIN}`, `${2n * COIN}`, '1 coin → 2 coins'],
    ['policyTurnoutQuorumBps', '100', '1000', '1 → 10 %'],
    ['unstakeWaitSeconds', '3600', '86400', '1 hour → 1 day'],
    ['quorumMode', 'turnout', 'padded', 'turnout → padded'],
    ['guardianUntilEpoch', '365', '400', 'epoch 365 → epoch 400'],
  ])('%s from %s to %s is %s', (name, before, after, words) => {
    expect(changeText(name, before, after)).toBe(words)
  })

  test('what is written in words is read back as the same', () => {
    for (const [name, value] of [
      ['epochRewardRau', `${9_001n * COIN + 1n}`],
      ['unstakeWaitSeconds', '5400'],
      ['blockIntervalMs', '10000'],
      ['policyTurnoutQuorumBps', '1234'],
      ['communitySharePermille', '25'],
      ['policyVotingEpochs', '1'],
    ] as const) {
      expect(readRuleValue(name, formatRuleText(name, value))).toEqual({ value })
    }
  })
})
