import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Hex } from 'viem'
import { coins } from '#base/integers.ts'
import { toHex } from '#base/hex.ts'
import { TEST_ACCOUNTS } from '#node/test-network.fixture.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import type { Rules } from '#params/rule-table.ts'
import { type BouleClient, createBouleClient } from '#sdk/create-boule-client.ts'
import { type BouleEvent, decodeEvents } from '#sdk/events/decode-events.ts'
import type { Payload } from '#sdk/governance/payload.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import { startTestNode } from '../clients/network.fixture.ts'
import { governedGenesis } from './governed-genesis.ts'

export function ownerOf(name: string): PrivateKeyAccount {
  return privateKeyToAccount(toHex(computeDevSeed('owner', name)))
}

/** Somebody who has coins and no stake. */
export function holder(place: number): PrivateKeyAccount {
  return privateKeyToAccount(toHex(TEST_ACCOUNTS[place]?.privateKey ?? new Uint8Array(32)))
}

/** A started network that makes a block for each transaction, and what a client does there. */
export interface Governed {
  readonly client: BouleClient
  /** Waits for a transaction; throws when it was refused. Gives its events. */
  done(sending: Promise<Hex>): Promise<readonly BouleEvent[]>
  /** The name of the refusal of a call that is not sent; throws when it would be done. */
  refusal(sending: Promise<Hex>): Promise<string>
  mine(blocks: number): Promise<void>
  /** Makes blocks until the running epoch is over. */
  endEpoch(): Promise<void>
  epoch(): Promise<number>
  /** Submits a proposal; its number. */
  propose(payload: Payload, account?: PrivateKeyAccount): Promise<number>
  read(proposal: number): Promise<Proposal>
  /** Makes epochs until a proposal is in the state, as it is then. */
  until(proposal: number, state: Proposal['state']): Promise<Proposal>
  /** Supports of owners, when their time has come, and the vote. */
  open(proposal: number, ...supporters: readonly string[]): Promise<void>
  vote(proposal: number, yesBps: number, ...voters: readonly string[]): Promise<void>
  /** The verdict is yes: support, vote and count. */
  pass(proposal: number): Promise<void>
  /** Events of a block that are of no transaction, and of all its transactions. */
  events(fromHeight: number, toHeight: number): Promise<readonly BouleEvent[]>
  stop(): Promise<void>
}

const TITLE = 'A proposal'
const MANY_EPOCHS = 30

export async function startGoverned(rules: Partial<Rules> = {}): Promise<Governed> {
  const running = await startTestNode({ genesis: governedGenesis(rules) })
  const client = createBouleClient({ url: running.node.rpcUrl, pollingIntervalMs: 5 })
  const mine = async (blocks: number): Promise<void> => {
    await client.request({ method: 'anvil_mine' as never, params: [blocks, 1] as never })
  }
  const done: Governed['done'] = async (sending) => {
    const { done: isDone, refusal, events } = await client.waitForOutcome({ hash: await sending })
    if (!isDone) throw new Error(`refused: ${refusal?.sentence}`)
    return events
  }
  const read: Governed['read'] = (proposal) => client.getProposal({ proposal })
  const endEpoch: Governed['endEpoch'] = async () => {
    const { height, endHeight, epoch } = await client.getStatus()
    const end =
      height < endHeight ? endHeight : (await client.getEpoch({ epoch: epoch + 1 })).endHeight
    await mine(end - height)
  }
  const until: Governed['until'] = async (proposal, state) => {
    for (let epochs = 0; epochs < MANY_EPOCHS; epochs++) {
      const found = await read(proposal)
      if (found.state === state) return found
      // The count comes with the block behind the vote.
      if (found.state === 'tallying') await mine(1)
      else await endEpoch()
    }
    throw new Error(`proposal ${proposal} is ${(await read(proposal)).state}, not ${state}`)
  }
  const vote: Governed['vote'] = async (proposal, yesBps, ...voters) => {
    const { root } = await read(proposal)
    for (const voter of voters) {
      const choice = { yesBps, noBps: 10_000 - yesBps, abstainBps: 0 }
      await done(client.castBallot({ account: ownerOf(voter), proposal, root, ...choice }))
    }
  }
  const open: Governed['open'] = async (proposal, ...supporters) => {
    const { root } = await until(proposal, 'support')
    for (const name of supporters) {
      await done(client.supportProposal({ account: ownerOf(name), proposal, root }))
    }
    await until(proposal, 'voting')
  }
  return {
    client,
    done,
    refusal: async (sending) => {
      try {
        await sending
      } catch (error) {
        const { findRefusal } = await import('#sdk/outcomes/find-refusal.ts')
        const refusal = findRefusal(error)
        if (refusal !== undefined) return refusal.name
        throw error
      }
      throw new Error('it was not refused')
    },
    mine,
    endEpoch,
    epoch: async () => (await client.getStatus()).epoch,
    propose: async (payload, account = holder(0)) => {
      const depositRau = coins(100)
      await done(client.propose({ account, title: TITLE, text: 'Because.', payload, depositRau }))
      const { items } = await client.getProposals({ limit: 1 })
      return items[0]?.id ?? 0
    },
    read,
    until,
    open,
    vote,
    pass: async (proposal) => {
      await open(proposal, 'zea')
      await vote(proposal, 10_000, 'zea')
      await until(proposal, 'confirmed')
    },
    events: async (fromHeight, toHeight) => {
      const logs = await client.getLogs({
        fromBlock: BigInt(fromHeight),
        toBlock: BigInt(toHeight),
      })
      return decodeEvents(logs)
    },
    stop: () => running.stop(),
  }
}

/** A policy that sets one rule. */
export function policy(name: keyof Rules, expected: string, value: string): Payload {
  return { kind: 'policy', sets: [{ name, expected, value }], sunsetEpochs: 0 }
}
