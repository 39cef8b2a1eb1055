import { decodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { stakingAbi } from '#sdk/abi/staking-abi.ts'
import type { PlannedStep } from '../../transactions/plan-store.ts'
import {
  stepsToDeposit,
  stepsToMove,
  stepsToRestake,
  stepsToTransfer,
  stepsToUnlock,
  stepsToWithdraw,
} from './bucket-steps.ts'
import type { Bucket } from './lock.ts'

const OWNER = toAddress('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
const START = 1_000_000
const DAY = 86_400

const bucket: Bucket = {
  index: 7,
  delegate: { id: OWNER, name: 'anna' },
  owner: OWNER,
  ioOwner: '',
  amountRau: '100',
  votesRau: '100',
  durationDays: 14,
  autoStake: true,
  createdSeconds: START,
  stakedSeconds: START,
  unstakedSeconds: null,
  withdrawableSeconds: null,
  selfStake: false,
  endorsement: 'none',
  state: 'staked',
  openedHeight: 1,
  closedHeight: null,
  updatedHeight: 1,
}

/** Steps as the chain reads them: name and arguments of each, without the empty payload. */
function read(steps: readonly PlannedStep[]): readonly string[] {
  return steps.map(({ call }) => {
    const { functionName, args } = decodeFunctionData({ abi: stakingAbi, data: call.data ?? '0x' })
    return `${functionName}(${args.slice(0, -1).join(', ')})`
  })
}

test.each([
  ['move', stepsToMove(bucket, 'bena'), ['changeCandidate(bena, 7)']],
  ['add coins', stepsToDeposit(bucket, 5n), ['depositToStake(7, 5)']],
  [
    'add coins without auto-stake: it is switched on first',
    stepsToDeposit({ ...bucket, autoStake: false }, 5n),
    ['restake(7, 14, true)', 'depositToStake(7, 5)'],
  ],
  ['lock anew', stepsToRestake(bucket, 91, false), ['restake(7, 91, false)']],
  ['unlock: the lock begins to run', stepsToUnlock(bucket, START), ['restake(7, 14, false)']],
  [
    'unlock what has no duration, at once',
    stepsToUnlock({ ...bucket, durationDays: 0 }, START),
    ['restake(7, 0, false)', 'unstake(7)'],
  ],
  [
    'unlock while the lock runs: nothing yet',
    stepsToUnlock({ ...bucket, autoStake: false }, START),
    [],
  ],
  [
    'unlock when it is over',
    stepsToUnlock({ ...bucket, autoStake: false }, START + 14 * DAY),
    ['unstake(7)'],
  ],
  ['withdraw what is locked: nothing', stepsToWithdraw(bucket, START), []],
  [
    'withdraw',
    stepsToWithdraw({ ...bucket, state: 'unstaked', withdrawableSeconds: START }, START),
    ['withdrawStake(7)'],
  ],
  [
    'give away',
    stepsToTransfer(bucket, OWNER),
    ['transferStake(0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266, 7)'],
  ],
])('%s', (_, steps, calls) => {
  expect(read(steps)).toEqual(calls)
})
