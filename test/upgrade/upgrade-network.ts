import fs from 'node:fs'
import path from 'node:path'
import type { PrivateKeyAccount } from 'viem/accounts'
import { privateKeyToAccount } from 'viem/accounts'
import { coins } from '#base/integers.ts'
import { toHex } from '#base/hex.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import type { UpgradePlan } from '#bundles/upgrade-plan.ts'
import { signedTransfer, TEST_ACCOUNTS, testGenesis } from '#node/test-network.fixture.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import { checkGenesis, formatGenesis } from '#params/genesis-file.ts'
import type { Genesis } from '#params/genesis.ts'
import { type BouleClient, createBouleClient } from '#sdk/create-boule-client.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'

const OWNERS = ['athens', 'corinth', 'delphi', 'megara', 'samos', 'thebes', 'tiryns', 'zea']
const OWNER_COINS = 10_000

/** With these a software change is in force a few epochs after it was proposed. */
export const UPGRADE_RULES = {
  unstakeWaitSeconds: 0,
  technicalMinSupporters: 1,
  technicalDebateEpochs: 0,
  technicalNoticeEpochs: 0,
  technicalVotingEpochs: 2,
  technicalMaturityEpochs: 0,
  technicalTimelockExtraEpochs: 1,
  technicalDepositRau: coins(10),
  technicalSupportWindowEpochs: 1_000,
  closingWindowEpochs: 0,
  readinessEpochs: 1_000,
  minAttestations: 1,
} as const

/** Epochs of nine blocks, in which every delegate has a seat. */
export function upgradeGenesis(): Genesis {
  const genesis = testGenesis({
    ...UPGRADE_RULES,
    blocksPerEpoch: 9,
    consensusDelegates: OWNERS.length,
  })
  const owners = OWNERS.map((name) => ({
    address: addressOfPrivateKey(computeDevSeed('owner', name)),
    balanceRau: coins(OWNER_COINS),
  }))
  const funded: Genesis = {
    ...genesis,
    accounts: [...genesis.accounts, ...owners],
    supplyRau: genesis.supplyRau + coins(OWNER_COINS * owners.length),
  }
  const problems = checkGenesis(funded)
  if (problems.length > 0) throw new Error(problems.join('; '))
  return funded
}

export function writeGenesis(folder: string, genesis: Genesis): string {
  const file = path.join(folder, 'genesis.json')
  fs.writeFileSync(file, `${JSON.stringify(formatGenesis(genesis), null, 2)}\n`)
  return file
}

export function ownerKey(name: string): `0x${string}` {
  return toHex(computeDevSeed('owner', name))
}

/** What is done to a proposal, by a real client. */
export interface UpgradeDriver {
  readonly client: BouleClient
  /** Puts the change on chain and answers its number. */
  readonly propose: (plan: UpgradePlan) => Promise<number>
  /** Every owner supports it. */
  readonly support: (proposal: number) => Promise<void>
  /** Makes it pass: support and votes of every owner, when their time has come. */
  readonly pass: (proposal: number) => Promise<void>
  readonly attest: (proposal: number, owner: string, green: boolean) => Promise<void>
  /** Its delegates are ready, until it is locked in. */
  readonly makeReady: (proposal: number) => Promise<void>
  /** Makes blocks until the proposal is in the state. */
  readonly until: (proposal: number, state: Proposal['state']) => Promise<Proposal>
  /** Makes a block. */
  readonly step: () => Promise<void>
  /** Makes blocks until the node does not answer any more. */
  readonly runOut: () => Promise<void>
}

export interface DriveOptions {
  /** Keys of the delegates' owners by name. */
  readonly owners?: ReadonlyMap<string, `0x${string}`>
  /** Resolves when there is another block. */
  readonly step?: (client: BouleClient) => Promise<void>
}

export function driveUpgrade(rpcUrl: string, options: DriveOptions = {}): UpgradeDriver {
  const client = createBouleClient({ url: rpcUrl, pollingIntervalMs: 10 })
  const keys = options.owners ?? new Map(OWNERS.map((name) => [name, ownerKey(name)]))
  const accounts = new Map<string, PrivateKeyAccount>(
    [...keys].map(([name, key]) => [name, privateKeyToAccount(key)]),
  )
  const { step: given } = options
  const step = given === undefined ? stepByTransfer(client) : () => given(client)
  const settle = async (sending: Promise<`0x${string}`>): Promise<void> => {
    const { done, refusal } = await client.waitForOutcome({ hash: await sending })
    if (!done) throw new Error(`refused: ${refusal?.sentence}`)
  }
  const accountOf = (name: string): PrivateKeyAccount => {
    const account = accounts.get(name)
    if (account === undefined) throw new Error(`there is no owner ${name}`)
    return account
  }
  const until: UpgradeDriver['until'] = async (proposal, state) => {
    for (;;) {
      const found = await client.getProposal({ proposal })
      if (found.state === state) return found
      if (!found.live) throw new Error(`proposal ${proposal} is ${found.state}, not ${state}`)
      await step()
    }
  }
  const support = async (proposal: number): Promise<void> => {
    const { root } = await until(proposal, 'support')
    for (const account of accounts.values()) {
      await settle(client.supportProposal({ account, proposal, root }))
    }
  }
  return {
    client,
    until,
    step,
    runOut: async () => {
      for (;;) {
        try {
          await step()
        } catch (error) {
          const isThere = await client.getBlockNumber().catch(() => undefined)
          if (isThere !== undefined) throw error
          return
        }
      }
    },
    propose: async (plan) => {
      const payload = toPayload(plan)
      const [account] = accounts.values()
      if (account === undefined) throw new Error('there is an owner')
      const depositRau = coins(50)
      await settle(
        client.propose({ account, title: plan.name, text: 'Because.', payload, depositRau }),
      )
      const { items } = await client.getProposals({ limit: 1 })
      const id = items[0]?.id
      if (id === undefined) throw new Error('the proposal is not there')
      return id
    },
    support,
    pass: async (proposal) => {
      await support(proposal)
      const { root } = await until(proposal, 'voting')
      for (const account of accounts.values()) {
        const choice = { yesBps: 10_000, noBps: 0, abstainBps: 0 }
        await settle(client.castBallot({ account, proposal, root, ...choice }))
      }
    },
    attest: async (proposal, owner, green) => {
      const { root } = await client.getProposal({ proposal })
      const reportHash = `0x${'11'.repeat(32)}` as const
      const account = accountOf(owner)
      await settle(client.attestPreflight({ account, proposal, root, green, reportHash }))
    },
    makeReady: async (proposal) => {
      for (const account of accounts.values()) {
        const { state } = await client.getProposal({ proposal })
        // Three quarters of them are enough.
        if (state !== 'signalling') return
        await settle(client.signalReady({ account, proposal }))
      }
    },
  }
}

/** The node makes a block for each transaction, and none without: so nothing here depends on time. */
function stepByTransfer(client: BouleClient): () => Promise<void> {
  const [walker] = TEST_ACCOUNTS
  if (walker === undefined) throw new Error('there is a test account')
  let nonce: number | undefined
  return async () => {
    nonce ??= await client.getTransactionCount({ address: walker.address })
    const before = await client.getBlockNumber()
    const raw = toHex(signedTransfer(walker, nonce++))
    await client.sendRawTransaction({ serializedTransaction: raw })
    while ((await client.getBlockNumber()) === before);
  }
}

function toPayload(plan: UpgradePlan) {
  return {
    kind: 'upgrade',
    ...plan,
    artifacts: plan.artifacts.map((one) => ({ ...one, bytes: BigInt(one.bytes) })),
    activationEpochs: 1,
  } as const
}

/** A change as the chain has it. */
export function describeUpgrade({ plan }: { readonly plan: UpgradePlan }) {
  return {
    id: 1,
    root: `0x${'77'.repeat(32)}`,
    class: 'technical',
    payload: toPayload(plan),
  } as const
}
