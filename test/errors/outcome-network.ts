import { type Abi, encodeFunctionData, type Hex } from 'viem'
import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import {
  signedTransfer,
  TEST_ACCOUNTS,
  type TestAccount,
  testGenesis,
} from '#node/test-network.fixture.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import type { Rules } from '#params/rule-table.ts'
import {
  DELEGATES_ADDRESS,
  GOVERNANCE_ADDRESS,
  REWARDING_ADDRESS,
  ROLLDPOS_ADDRESS,
  STAKING_ADDRESS,
} from '#protocol/system-addresses.ts'
import { delegatesAbi } from '#sdk/abi/delegates-abi.ts'
import { governanceAbi } from '#sdk/abi/governance-abi.ts'
import { rewardingAbi } from '#sdk/abi/rewarding-abi.ts'
import { rollDposAbi } from '#sdk/abi/rolldpos-abi.ts'
import { stakingAbi } from '#sdk/abi/staking-abi.ts'
import { startTestNode, type TestNode } from '../clients/network.fixture.ts'
import { ask, type Answer, resultOf } from './ask.ts'

const PEOPLE = ['alice', 'bob', 'carol'] as const

/** Short epochs with room for the scenarios of a table, each of which makes a block, between the admission of two exits. */
const BLOCKS_PER_EPOCH = 60
const RULES: Partial<Rules> = {
  blocksPerEpoch: BLOCKS_PER_EPOCH,
  electionLeadBlocks: 12,
  exitWaitBlocks: BLOCKS_PER_EPOCH - 5,
  unstakeWaitSeconds: 86_400,
}

/** What a transaction or call asks for. */
export interface Call {
  readonly to: Address | undefined
  readonly data: Hex
  readonly valueRau: bigint
}

export interface Receipt {
  readonly status: Hex
  readonly outcomeCode?: number
  readonly revertReason?: Hex
}

/** A running network on which actions are tried. */
export interface OutcomeNetwork {
  estimate(who: string, call: Call): Promise<Answer>
  read(call: Call): Promise<Answer>
  submit(who: string, call: Call): Promise<Answer>
  /** Puts it into a block. */
  send(who: string, call: Call): Promise<Receipt>
  stop(): Promise<void>
}

/** A person, the owner of a delegate (by its name) or its operator (`athens operator`). */
export function accountOf(who: string): TestAccount {
  const person = PEOPLE.indexOf(who as (typeof PEOPLE)[number])
  if (person >= 0) return must(TEST_ACCOUNTS[person], 'the account of a person')
  const [name = '', role = 'owner'] = who.split(' ')
  const privateKey = computeDevSeed(role as 'owner' | 'operator', name)
  return { privateKey, address: addressOfPrivateKey(privateKey) }
}

const ABIS: readonly (readonly [address: Address, abi: Abi])[] = [
  [STAKING_ADDRESS, stakingAbi],
  [DELEGATES_ADDRESS, delegatesAbi],
  [REWARDING_ADDRESS, rewardingAbi],
  [ROLLDPOS_ADDRESS, rollDposAbi],
  [GOVERNANCE_ADDRESS, governanceAbi],
]

/** A call of the system function with this name. */
export function callOf(functionName: string, args: readonly unknown[], valueRau = 0n): Call {
  const [to, abi] = must(
    ABIS.find(([, one]) =>
      one.some((item) => item.type === 'function' && item.name === functionName),
    ),
    functionName,
  )
  return { to, data: encodeFunctionData({ abi, functionName, args }), valueRau }
}

export function createNetwork({ node, stop }: TestNode): OutcomeNetwork {
  const url = node.rpcUrl
  const view = (call: Call) => ({
    ...(call.to === undefined ? {} : { to: call.to }),
    data: call.data,
    value: `0x${call.valueRau.toString(16)}`,
  })
  const submit = async (who: string, call: Call): Promise<Answer> => {
    const account = accountOf(who)
    const nonce = await resultOf<Hex>(url, 'eth_getTransactionCount', account.address)
    const raw = signedTransfer(account, Number(nonce), {
      to: call.to,
      data: fromHex(call.data),
      valueRau: call.valueRau,
      gasLimit: 1_000_000,
    })
    return ask(url, 'eth_sendRawTransaction', toHex(raw))
  }
  return {
    submit,
    estimate: (who, call) =>
      ask(url, 'eth_estimateGas', { from: accountOf(who).address, ...view(call) }),
    read: (call) => ask(url, 'eth_call', view(call)),
    send: async (who, call) => {
      const { result, error } = await submit(who, call)
      if (error !== undefined) throw new Error(`not taken: ${error.message}`)
      await resultOf(url, 'evm_mine')
      return resultOf<Receipt>(url, 'eth_getTransactionReceipt', result)
    },
    stop,
  }
}

export async function done(network: OutcomeNetwork, who: string, call: Call): Promise<void> {
  const { status, outcomeCode } = await network.send(who, call)
  if (status !== '0x1') throw new Error(`${who} was refused with ${outcomeCode}`)
}

/** Buckets of alice, all for athens; genesis has those up to 7. */
export const BUCKETS = {
  /** Self-stakes, 91 days, auto-stake on. */
  athens: 0n,
  corinth: 1n,
  /** Auto-stake on. */
  open: 8n,
  /** 91 days, auto-stake off. */
  locked: 9n,
  unstaked: 10n,
  endorsed: 11n,
  /** Its endorsement has been announced to end. */
  ending: 12n,
  /** The self-stake of dodona, which bob owns: 0 days, auto-stake off. */
  dodona: 13n,
  none: 99n,
} as const

/** The network as it begins. */
export async function openNetwork(): Promise<OutcomeNetwork> {
  return createNetwork(await startTestNode({ blockMode: 'manual' }))
}

const SENDERS = ['athens', 'athens operator', 'corinth', 'delphi', 'megara', 'samos']

/**
 * A network with something of everything: delegates of genesis, which are named after towns, among them delphi, which has left, megara, whose exit is
 * admitted, and samos, which waits in the queue; dodona of bob; elis of carol, without a self-stake.
 */
export async function prepareNetwork(): Promise<OutcomeNetwork> {
  const running = await startTestNode({ blockMode: 'manual', genesis: testGenesis(RULES) })
  const network = createNetwork(running)
  const act = (who: string, functionName: string, ...args: readonly unknown[]): Promise<void> =>
    done(network, who, callOf(functionName, args))
  const mineTo = (height: number): Promise<unknown> =>
    resultOf(running.node.rpcUrl, 'anvil_mine', height - running.node.backend.head().height)

  for (const who of SENDERS) {
    const { address } = accountOf(who)
    await done(network, 'alice', { to: address, data: '0x', valueRau: coins(1_000) })
  }
  for (const who of ['delphi', 'megara', 'samos']) await act(who, 'requestCandidateDeactivation')
  await act('alice', 'createStake', 'athens', coins(100), 91, true, [])
  await act('alice', 'createStake', 'athens', coins(100), 91, false, [])
  const short = ['unstaked', 'endorsed', 'ending']
  for (let i = 0; i < short.length; i++) {
    await act('alice', 'createStake', 'athens', coins(100), 0, false, [])
  }
  await act('alice', 'unstake', BUCKETS.unstaked, [])
  await act('alice', 'endorseCandidate', BUCKETS.endorsed)
  await act('alice', 'endorseCandidate', BUCKETS.ending)
  await act('alice', 'intentToRevokeEndorsement', BUCKETS.ending)
  const register = (who: string, name: string, amountRau: bigint): Promise<void> => {
    const { address } = accountOf(who)
    return act(who, 'candidateRegister', name, address, address, address, amountRau, 0, false, [])
  }
  await register('bob', 'dodona', coins(100))
  await register('carol', 'elis', 0n)
  await mineTo(2 * BLOCKS_PER_EPOCH - 1)
  await act('delphi', 'confirmCandidateDeactivation')
  await mineTo(2 * BLOCKS_PER_EPOCH + 1)
  return network
}
