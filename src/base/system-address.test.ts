import { keccak256, toBytes } from 'viem'
import { describe, expect, it } from 'vitest'
import { systemAddress } from './system-address.ts'

describe('system address', () => {
  it.each([
    ['staking', '0x04c22afae6a03438b8fed74cb1cf441168df3f12'],
    ['rewarding', '0xa576c141e5659137ddda4223d209d4744b2106be'],
    ['governance', `0x${keccak256(toBytes('governance')).slice(-40)}`],
  ])('%s', (name, address) => {
    expect(systemAddress(name)).toBe(address)
  })
})
