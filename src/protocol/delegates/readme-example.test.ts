import { readFileSync } from 'node:fs'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { ed25519PublicKey, signEd25519 } from '#base/ed25519.ts'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { account, CHAIN_ID, createNetwork, SIGNATURES } from '../staking/staking.fixture.ts'
import { computeBucketVotes, getVotesRau } from '../staking/votes.ts'
import { DELEGATES_ADDRESS } from '../system-addresses.ts'
import { consensusKeyMessage } from './consensus-proof.ts'
import { whyInactive } from './eligibility.ts'
import { processExitQueue } from './epoch.ts'

const README = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
const EXAMPLE = README.split('## Example')[1] ?? ''
const AT = { to: DELEGATES_ADDRESS }

/** Rau as coins with two places, cut, and commas. */
function shown(amountRau: bigint): string {
  const hundredths = amountRau / (coins(1) / 100n)
  return `${(hundredths / 100n).toLocaleString('en-US')}.${String(hundredths % 100n).padStart(2, '0')}`
}

function say(figure: string): void {
  expect(EXAMPLE).toContain(figure)
}

test('the address in the README is the module’s', () => {
  expect(README).toContain(DELEGATES_ADDRESS)
})

test('Alice and Bob of the README', () => {
  const network = createNetwork()
  const { world, rules } = network
  const [alice, operator] = [account('alice'), account('machine')]
  const votes = (): string => shown(getVotesRau(world, alice))
  const plain = (index: number): string => {
    const bucket = world.staking.buckets.get(index)
    return bucket === undefined ? 'none' : shown(computeBucketVotes(world, bucket, false))
  }
  const why = (): string | undefined =>
    whyInactive(world, rules, world.delegates.delegates.get(alice) as never, network.height)

  const key = blsPublicKey(blsSecretKeyFromSeed(new Uint8Array(32).fill(1)))
  const values = ['alpha', operator, alice, alice, 91, true, key, []]
  network.act('alice', SIGNATURES.candidateRegisterWithBLS, values, { valueRau: coins(1_200_000) })
  say(`keeps ${(getBalanceRau(world.accounts, alice) / coins(1)).toLocaleString('en-US')}`)
  say(`\`alpha\` has ${votes()} votes`)
  say(`${plain(2)} of the amount`)

  const secret = new Uint8Array(32).fill(2)
  const publicKey = ed25519PublicKey(secret)
  const prove = (chainId: number) =>
    signEd25519(secret, consensusKeyMessage(chainId, alice, publicKey))
  const setKey = 'setConsensusKey(bytes,bytes)'
  expect(network.act('machine', setKey, [publicKey, prove(1)], AT).text).toBe('BadConsensusProof()')
  expect(network.act('machine', setKey, [publicKey, prove(CHAIN_ID)], AT).text).toBe('ok')

  network.act('bob', SIGNATURES.createStake, ['alpha', coins(1_500_000), 91, true, []])
  say(`gives ${plain(3)} votes`)
  network.act('bob', SIGNATURES.endorseCandidate, [3])
  expect(network.act('alice', SIGNATURES.candidateActivate, [3]).text).toBe('ok')
  say(`\`alpha\` has ${votes()} votes. Alice's own bucket is free`)

  network.act('bob', SIGNATURES.intentToRevokeEndorsement, [3])
  const end = network.height + rules.endorsementWaitBlocks
  say(
    `up to height ${(end - 1).toLocaleString('en-US')} and ends at ${end.toLocaleString('en-US')}`,
  )
  network.height = end - 1
  expect(why()).toBeUndefined()
  network.height = end
  say(`inactive, «${why()}»`)

  expect(network.act('alice', SIGNATURES.candidateActivate, [2]).text).toBe('ok')
  expect(network.act('alice', SIGNATURES.requestCandidateDeactivation, []).text).toBe('ok')
  network.epoch++
  network.inBlock(processExitQueue)
  say(`waits ${rules.exitWaitBlocks.toLocaleString('en-US')} blocks`)
  network.height += rules.exitWaitBlocks
  expect(network.act('alice', SIGNATURES.confirmCandidateDeactivation, []).text).toBe('ok')
  expect(why()).toBe('retired')
})
