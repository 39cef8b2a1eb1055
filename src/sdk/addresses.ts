import type { Address } from 'viem'

/** Where modules are reached: the last 20 bytes of keccak256(name). The first four are IoTeX's own addresses. */
export const SYSTEM_ADDRESSES = {
  staking: '0x04c22afae6a03438b8fed74cb1cf441168df3f12',
  rewarding: '0xa576c141e5659137ddda4223d209d4744b2106be',
  poll: '0x166b743c2c1a57c93c2e2bc3e169d28bbb9f6da3',
  rolldpos: '0x041370e00a711cd81da1918f0e494459aadae50e',
  delegates: '0xc2fa0d9df8e2fe38dacf6422ba96dd7eb49e9f00',
  election: '0x9da9563ac3885fac465b925cef1f46ec37f349b4',
  epochs: '0x3f4d3c4a70694bd7c2fcaecd6cef1093421b9fb4',
  liveness: '0xcf9722e808c2460acba29dc22f29ebc72c4604f1',
  params: '0xe0f8e6dfe0005ee7b9331709c2b66ef586805410',
  governance: '0xb43ebb13d1c42709651c032c7894962023a1f90a',
} as const satisfies Readonly<Record<string, Address>>
