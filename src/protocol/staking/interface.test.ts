import { functionSelector } from '#base/abi/abi-signature.ts'
import { expect, test } from 'vitest'
import { readVectors } from '../../../spec/vector-files.ts'
import { DELEGATES_EVENTS } from '../delegates/events.ts'
import { delegatesInterface } from '../delegates/interface.ts'
import { STAKING_EVENTS } from './events.ts'
import { stakingInterface } from './interface.ts'

interface AbiRow {
  readonly kind: 'function' | 'event'
  readonly sig: string
  readonly id: string
  readonly mut: string
  readonly out: readonly string[]
}

const ABIS = readVectors<Record<string, readonly AbiRow[]>>('abi_selectors.json')
const NATIVE = ABIS['core/native_staking_contract_abi.json'] ?? []
const IIP12 = ABIS['iips/iip-12-abi.json'] ?? []
const { actions, reads } = stakingInterface

const FUNCTIONS = [...NATIVE, ...IIP12].filter((row) => row.kind === 'function')

test.each(FUNCTIONS.map((row) => [row.sig, row] as const))('IoTeX’s %s is here', (_, row) => {
  const action = actions.find((one) => one.signature === row.sig)
  const read = reads.find((one) => one.signature === row.sig)
  expect(functionSelector(row.sig)).toBe(Number(row.id))
  if (row.mut === 'view') expect(read?.returns).toEqual(row.out)
  else expect(action?.payable).toBe(row.mut === 'payable')
})

test.each(NATIVE.filter((row) => row.kind === 'event').map((row) => [row.sig, row.id]))(
  'IoTeX’s event %s has its topic',
  (sig, id) => {
    const event = [...STAKING_EVENTS, ...DELEGATES_EVENTS].find((one) => one.topic === id)
    expect(event?.address).toBe(stakingInterface.address)
    expect(`${event?.name}(${event?.inputs.map((input) => input.type).join(',')})`).toBe(sig)
  },
)

/** Selectors that the recorded node answered to; its public ABI files do not list these versions. */
test.each([
  ['candidatesV3(uint32,uint32)', 0xb591758b],
  ['compositeBucketsByIndexesV3(uint64[])', 0xd9dc6fae],
])('%s has the recorded selector', (signature, selector) => {
  expect(functionSelector(signature)).toBe(selector)
  expect(reads.some((one) => one.signature === signature)).toBe(true)
})

test.each([
  ['staking', stakingInterface],
  ['delegates', delegatesInterface],
])('%s: no selector and no event topic stands for two things', (_, face) => {
  const selectors = [...face.actions, ...face.reads].map((one) => functionSelector(one.signature))
  expect(new Set(selectors).size).toBe(selectors.length)
  const topics = [...STAKING_EVENTS, ...DELEGATES_EVENTS].map((one) => one.topic)
  expect(new Set(topics).size).toBe(topics.length)
})
