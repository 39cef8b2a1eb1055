import path from 'node:path'
import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { decodeTransaction } from '#base/transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import type { CommitInfo, Log } from '#protocol/abci.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import {
  computeValidatorAddress,
  proposersOfRounds,
  type ValidatorSet,
} from '#protocol/epochs/proposer-schedule.ts'
import { endHeight } from '#protocol/epochs/state.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import type { World } from '#protocol/world.ts'
import { type BouleEvent, decodeEvents } from '#sdk/events/decode-events.ts'
import { openBlockLog } from '#state/block-log/block-log.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { INVARIANTS } from '../../sim/invariants.ts'

/** A block of a chain. Delegates go by their names. */
export interface BlockFacts {
  readonly height: number
  readonly epoch: number
  readonly timeMs: number
  readonly hash: string
  readonly appHash: string
  /** Whom the header names. */
  readonly proposer: string
  /** Round in which it was decided, and what came of each validator's signature; unknown of the last block. */
  readonly commit: { readonly round: number; readonly absent: readonly string[] } | undefined
  /** Who was due in the rounds up to that one, or only in round 0. */
  readonly due: readonly string[]
  readonly transactions: readonly string[]
  /** Events of the block itself and of its transactions. */
  readonly events: readonly BouleEvent[]
}

export interface EpochFacts {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  readonly producers: readonly string[]
  readonly verifiers: readonly string[]
  /** Blocks made and missed, as the chain counted them; undefined as long as the epoch runs. */
  readonly counted: ReadonlyMap<string, Counted> | undefined
}

interface Counted {
  readonly produced: number
  readonly missed: number
}

export interface ChainFacts {
  readonly blocks: readonly BlockFacts[]
  /** All that have begun, the last one perhaps unfinished. */
  readonly epochs: readonly EpochFacts[]
  /** Rewards that are granted and not claimed. */
  readonly unclaimedRau: bigint
  readonly blockRewardRau: bigint
  /** Roots that came out otherwise than stored, and invariants that did not hold. */
  readonly problems: readonly string[]
}

/** The blocks in a data directory that no node uses. Throws `StorageError`. */
export async function readStoredBlocks(
  dataDir: string,
  genesis: Genesis,
): Promise<readonly StoredBlock[]> {
  const log = await openBlockLog(path.join(dataDir, 'blocks'), {
    genesisHash: computeGenesisHash(genesis),
    readOnly: true,
  })
  return [...log.iterate(1)]
}

/** Executes blocks from the genesis and writes down what happened; the invariants of the simulator are checked after each. */
export function replayChain(genesis: Genesis, stored: readonly StoredBlock[]): ChainFacts {
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve: resolveSender })
  const { world } = machine
  machine.initChain({ timeMs: genesis.timeMs, chainId: String(genesis.chainId), initialHeight: 1 })
  const names = nameDelegates(genesis)
  const problems: string[] = []
  const blocks = stored.map(({ request, roots }, place): BlockFacts => {
    const { height } = request
    const set = getSchedule(world).current
    const executed = machine.finalizeBlock(request)
    machine.commit()
    const appHash = toHex(roots.appHash)
    if (toHex(executed.roots.appHash) !== appHash) {
      problems.push(`block ${height}: app hash ${toHex(executed.roots.appHash)}, stored ${appHash}`)
    }
    problems.push(...findBrokenInvariants(world, height))
    const commit = stored[place + 1]?.request.decidedLastCommit
    const logs = [...executed.receipts.flatMap((one) => one.logs), ...executed.systemLogs]
    return {
      height,
      epoch: executed.epoch,
      timeMs: request.timeMs,
      hash: toHex(request.hash),
      appHash,
      proposer: names.ofValidator(request.proposerAddress),
      commit: commit === undefined ? undefined : describeCommit(commit, names),
      due: dueProposers(set, commit?.round ?? 0).map(names.ofValidator),
      transactions: executed.transactions.map(({ transaction }) => transaction.hash),
      events: readEvents(logs),
    }
  })
  let unclaimedRau = 0n
  world.rewards.unclaimed.each((_, amountRau) => {
    unclaimedRau += amountRau
  })
  return {
    blocks,
    epochs: listEpochs(world, blocks.at(-1)?.epoch ?? 0, names),
    unclaimedRau,
    blockRewardRau: genesis.rules.blockRewardRau,
    problems,
  }
}

function resolveSender(raw: Uint8Array): SignedTransaction {
  const transaction = decodeTransaction(raw)
  const { signingHash, r, s, yParity } = transaction
  return { transaction, sender: must(recoverSender(signingHash, r, s, yParity), 'a sender') }
}

interface Names {
  readonly ofValidator: (address: string) => string
  readonly ofDelegate: (id: Address) => string
}

/** Delegates of the genesis: nobody registers later, or changes keys. */
function nameDelegates({ delegates }: Genesis): Names {
  const validators = new Map<string, string>()
  const ids = new Map<Address, string>()
  for (const { name, owner, consensusKey } of delegates) {
    validators.set(toValidatorAddress(computeValidatorAddress(toHex(consensusKey))), name)
    ids.set(owner, name)
  }
  return {
    ofValidator: (address) => validators.get(address) ?? address,
    ofDelegate: (id) => ids.get(id) ?? id,
  }
}

function dueProposers(set: ValidatorSet, round: number): readonly string[] {
  return proposersOfRounds(set, round + 1).map(toValidatorAddress)
}

function describeCommit(commit: CommitInfo, names: Names): NonNullable<BlockFacts['commit']> {
  const absent = commit.votes.filter((vote) => vote.flag === 'absent')
  return { round: commit.round, absent: absent.map((vote) => names.ofValidator(vote.validator)) }
}

function findBrokenInvariants(world: World, height: number): readonly string[] {
  return INVARIANTS.flatMap(({ name, check }) => {
    const problem = check(world)
    return problem === undefined ? [] : [`block ${height}: ${name}: ${problem}`]
  })
}

function readEvents(logs: readonly Log[]): readonly BouleEvent[] {
  const parts = logs.map(({ address, topics, data }) => ({ address, topics, data: toHex(data) }))
  return decodeEvents(parts as unknown as Parameters<typeof decodeEvents>[0])
}

function listEpochs(world: World, last: number, names: Names): readonly EpochFacts[] {
  return Array.from({ length: last }, (_, index) => {
    const number = index + 1
    const epoch = must(world.epochs.epochs.get(number), 'an epoch')
    const { seats } = must(world.election.sets.get(number), 'its set')
    const nameSeats = (isProducer: boolean): readonly string[] =>
      seats
        .filter((seat) => seat.producer === isProducer)
        .map((seat) => names.ofDelegate(seat.delegate))
    return {
      epoch: number,
      startHeight: epoch.startHeight,
      endHeight: endHeight(epoch),
      producers: nameSeats(true),
      verifiers: nameSeats(false),
      counted: countedIn(world, number, names),
    }
  })
}

function countedIn(world: World, epoch: number, names: Names): EpochFacts['counted'] {
  const rows = world.liveness.history.get(epoch)
  if (rows === undefined) return undefined
  return new Map(
    rows.map(({ delegate, produced, missed }) => [
      names.ofDelegate(delegate),
      { produced, missed },
    ]),
  )
}
