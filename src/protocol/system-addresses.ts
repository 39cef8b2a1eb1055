import { type Address, toAddress } from '#base/address.ts'
import { systemAddress } from '#base/system-address.ts'

/** Modules are reached at the last 20 bytes of keccak256(module name). The first four are IoTeX's own addresses. */
export const STAKING_ADDRESS: Address = toAddress('0x04c22afae6a03438b8fed74cb1cf441168df3f12')
export const REWARDING_ADDRESS: Address = toAddress('0xa576c141e5659137ddda4223d209d4744b2106be')
export const POLL_ADDRESS: Address = toAddress('0x166b743c2c1a57c93c2e2bc3e169d28bbb9f6da3')
export const ROLLDPOS_ADDRESS: Address = toAddress('0x041370e00a711cd81da1918f0e494459aadae50e')
export const DELEGATES_ADDRESS: Address = systemAddress('delegates')
export const ELECTION_ADDRESS: Address = systemAddress('election')
export const EPOCHS_ADDRESS: Address = systemAddress('epochs')
export const LIVENESS_ADDRESS: Address = systemAddress('liveness')
export const PARAMS_ADDRESS: Address = systemAddress('params')
export const GOVERNANCE_ADDRESS: Address = systemAddress('governance')
/** The community fund: what it holds are unclaimed rewards of this address. */
export const COMMUNITY_ADDRESS: Address = systemAddress('community')
