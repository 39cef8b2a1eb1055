import {
  type Abi,
  type AbiEvent,
  type AbiFunction,
  toEventSelector,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'
import { formatAbiItem } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { DELEGATES_EVENTS } from '#protocol/delegates/events.ts'
import { delegatesInterface } from '#protocol/delegates/interface.ts'
import { DELEGATES_STATUSES } from '#protocol/delegates/status.ts'
import { ELECTION_EVENTS } from '#protocol/election/events.ts'
import { pollInterface } from '#protocol/election/interface.ts'
import { EPOCHS_EVENTS } from '#protocol/epochs/events.ts'
import { rollDposInterface } from '#protocol/epochs/interface.ts'
import { EPOCHS_STATUSES } from '#protocol/epochs/status.ts'
import type { EventDefinition } from '#protocol/event.ts'
import { GOVERNANCE_EVENTS } from '#protocol/governance/events.ts'
import { governanceInterface } from '#protocol/governance/interface.ts'
import { GOVERNANCE_STATUSES } from '#protocol/governance/status.ts'
import { LIVENESS_EVENTS } from '#protocol/liveness/events.ts'
import type { Status } from '#protocol/outcome.ts'
import { REWARDS_EVENTS } from '#protocol/rewards/events.ts'
import { rewardsInterface } from '#protocol/rewards/interface.ts'
import { REWARDS_STATUSES } from '#protocol/rewards/status.ts'
import { STAKING_EVENTS } from '#protocol/staking/events.ts'
import { stakingInterface } from '#protocol/staking/interface.ts'
import { STAKING_STATUSES } from '#protocol/staking/status.ts'
import { MACHINE_STATUSES } from '#protocol/status.ts'
import * as protocolAddresses from '#protocol/system-addresses.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { OUTCOME_CODES } from '../outcomes/outcome-codes.ts'
import { SENTENCES } from '../outcomes/sentences.ts'
import { bouleAbi } from './boule-abi.ts'
import { delegatesAbi } from './delegates-abi.ts'
import { governanceAbi } from './governance-abi.ts'
import { electionAbi, epochsAbi, livenessAbi } from './network-abi.ts'
import { pollAbi } from './poll-abi.ts'
import { rewardingAbi } from './rewarding-abi.ts'
import { rollDposAbi } from './rolldpos-abi.ts'
import { stakingAbi } from './staking-abi.ts'

const MODULES = [
  { name: 'staking', abi: stakingAbi as Abi, face: stakingInterface },
  { name: 'delegates', abi: delegatesAbi as Abi, face: delegatesInterface },
  { name: 'rewarding', abi: rewardingAbi as Abi, face: rewardsInterface },
  { name: 'poll', abi: pollAbi as Abi, face: pollInterface },
  { name: 'rolldpos', abi: rollDposAbi as Abi, face: rollDposInterface },
  { name: 'governance', abi: governanceAbi as Abi, face: governanceInterface },
] as const

function functionsOf(abi: Abi): readonly AbiFunction[] {
  return abi.filter((item) => item.type === 'function')
}

/** ABI types as canonical text, tuples written out. */
function typesOf(parameters: readonly { readonly type: string }[]): string {
  const text = formatAbiItem({
    type: 'function',
    name: 'x',
    stateMutability: 'view',
    inputs: parameters,
    outputs: [],
  })
  return text.slice(2, -1)
}

describe.each(MODULES)('the ABI of $name', ({ name, abi, face }) => {
  test('has the address of the protocol', () => {
    expect(SYSTEM_ADDRESSES[name]).toBe(face.address)
  })

  test('has every action, and no other', () => {
    const ours = functionsOf(abi).filter((item) => item.stateMutability !== 'view')
    expect(ours.map((item) => toFunctionSignature(item)).toSorted()).toEqual(
      face.actions.map((action) => action.signature).toSorted(),
    )
    for (const action of face.actions) {
      const item = ours.find((one) => toFunctionSignature(one) === action.signature)
      expect(item?.stateMutability, action.signature).toBe(
        action.payable ? 'payable' : 'nonpayable',
      )
      expect(item?.outputs, action.signature).toEqual([])
    }
  })

  test('has every read with what it returns, and no other', () => {
    const ours = functionsOf(abi).filter((item) => item.stateMutability === 'view')
    expect(
      ours.map((item) => `${toFunctionSignature(item)} ${typesOf(item.outputs)}`).toSorted(),
    ).toEqual(face.reads.map((read) => `${read.signature} ${read.returns.join(',')}`).toSorted())
  })
})

describe('events', () => {
  const protocol: readonly EventDefinition[] = [
    ...STAKING_EVENTS,
    ...DELEGATES_EVENTS,
    ...REWARDS_EVENTS,
    ...ELECTION_EVENTS,
    ...EPOCHS_EVENTS,
    ...LIVENESS_EVENTS,
    ...GOVERNANCE_EVENTS,
  ]
  const byAddress: Readonly<Record<string, Abi>> = {
    [SYSTEM_ADDRESSES.staking]: stakingAbi,
    [SYSTEM_ADDRESSES.delegates]: delegatesAbi,
    [SYSTEM_ADDRESSES.rewarding]: rewardingAbi,
    [SYSTEM_ADDRESSES.election]: electionAbi,
    [SYSTEM_ADDRESSES.epochs]: epochsAbi,
    [SYSTEM_ADDRESSES.liveness]: livenessAbi,
    [SYSTEM_ADDRESSES.governance]: governanceAbi,
  }

  test('are those of the protocol, and no other', () => {
    const ours = (bouleAbi as Abi).filter((item) => item.type === 'event')
    expect(ours.map((item) => toEventSelector(item)).toSorted()).toEqual(
      protocol.map((event) => event.topic).toSorted(),
    )
  })

  test.each(protocol.map((event) => [event.name, event] as const))(
    '%s has the same parameters by type, name and index at its address',
    (name, event) => {
      const item = byAddress[event.address]?.find(
        (one): one is AbiEvent => one.type === 'event' && one.name === name,
      )
      expect(
        item?.inputs.map((input) => ({
          type: input.type,
          name: input.name,
          indexed: input.indexed === true,
        })),
      ).toEqual(
        event.inputs.map((input) => ({
          type: input.type,
          name: input.name,
          indexed: input.indexed === true,
        })),
      )
    },
  )
})

describe('refusals', () => {
  const statuses: readonly Status[] = [
    ...MACHINE_STATUSES,
    ...STAKING_STATUSES,
    ...DELEGATES_STATUSES,
    ...REWARDS_STATUSES,
    ...EPOCHS_STATUSES,
    ...GOVERNANCE_STATUSES,
  ]
  const signatures = [...new Set(statuses.map((status) => status.error))].toSorted()
  const names = signatures.map((signature) => signature.slice(0, signature.indexOf('(')))

  test('are those of the protocol, and no other', () => {
    const ours = (bouleAbi as Abi).filter((item) => item.type === 'error')
    expect([...new Set(ours.map((item) => formatAbiItem(item)))].toSorted()).toEqual(signatures)
  })

  test('each have one code and one sentence, as in the protocol', () => {
    expect(Object.keys(OUTCOME_CODES).toSorted()).toEqual(names.toSorted())
    expect(Object.keys(SENTENCES).toSorted()).toEqual(names.toSorted())
    for (const status of statuses) {
      const name = status.error.slice(0, status.error.indexOf('('))
      expect(OUTCOME_CODES[name], name).toBe(status.code)
    }
  })

  test.each([
    ['staking', stakingAbi as Abi, [...STAKING_STATUSES, ...DELEGATES_STATUSES]],
    ['delegates', delegatesAbi as Abi, DELEGATES_STATUSES],
    ['rewarding', rewardingAbi as Abi, REWARDS_STATUSES],
    ['poll', pollAbi as Abi, EPOCHS_STATUSES],
    ['rolldpos', rollDposAbi as Abi, EPOCHS_STATUSES],
    ['governance', governanceAbi as Abi, GOVERNANCE_STATUSES],
  ])('of %s are in its ABI, with those of the machine', (_, abi, own) => {
    const selectors = abi.filter((item) => item.type === 'error').map((item) => formatAbiItem(item))
    for (const status of [...own, ...MACHINE_STATUSES]) expect(selectors).toContain(status.error)
  })
})

test('system addresses are those of the protocol', () => {
  expect(SYSTEM_ADDRESSES).toEqual({
    staking: protocolAddresses.STAKING_ADDRESS,
    rewarding: protocolAddresses.REWARDING_ADDRESS,
    poll: protocolAddresses.POLL_ADDRESS,
    rolldpos: protocolAddresses.ROLLDPOS_ADDRESS,
    delegates: protocolAddresses.DELEGATES_ADDRESS,
    election: protocolAddresses.ELECTION_ADDRESS,
    epochs: protocolAddresses.EPOCHS_ADDRESS,
    liveness: protocolAddresses.LIVENESS_ADDRESS,
    params: protocolAddresses.PARAMS_ADDRESS,
    governance: protocolAddresses.GOVERNANCE_ADDRESS,
  })
})

test('selectors are those of the published ABI of IoTeX', () => {
  const selector = (name: string): string =>
    toFunctionSelector(
      functionsOf(stakingAbi as Abi).find((item) => item.name === name) as AbiFunction,
    )
  expect(selector('createStake')).toBe('0xa3d374c4')
  expect(selector('candidateRegisterWithBLS')).toBe('0x160f184b')
  expect(selector('compositeBucketsByVoter')).toBe('0x80965570')
})
