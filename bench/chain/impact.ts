/**
 * What a change of rewards and of the set would have done over the last epochs, on a network with 100,000 buckets: how long the whole
 * answer takes with its rests, how much of that is work, and the longest piece of it, in which no block could be made.
 *   node bench/chain/impact.ts [--buckets N] [--delegates N] [--epochs N]
 */
import { parseArgs } from 'node:util'
import { must } from '#base/assert.ts'
import { equalBytes, utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { TransactionError } from '#base/transaction.ts'
import type { BlockContext } from '#protocol/action.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { createImpactPort } from '#rpc/impact/create-impact-port.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { makeLargeGenesis } from './large-network.ts'

const { values } = parseArgs({
  options: {
    buckets: { type: 'string', default: '100000' },
    delegates: { type: 'string', default: '100' },
    epochs: { type: 'string', default: '10' },
  },
})
const epochs = Number(values.epochs)

process.stderr.write('making the network\n')
const genesis = makeLargeGenesis({
  accounts: 10_000,
  buckets: Number(values.buckets),
  delegates: Number(values.delegates),
  holders: [],
})
const store = createMemoryStore()
const machine = createMachine({
  store,
  genesis,
  resolve: () => new TransactionError('malformed', 'no transactions here'),
  runScript: await createScriptRunner(),
})
machine.initChain({ timeMs: genesis.timeMs, chainId: 'bench', initialHeight: 1 })
for (let height = 1; height <= genesis.rules.blocksPerEpoch * epochs + 1; height++) {
  const schedule = getSchedule(machine.world)
  const votes = schedule.previous.validators.map(({ address }) => ({
    validator: toValidatorAddress(address),
    flag: 'commit' as const,
  }))
  machine.finalizeBlock({
    height,
    timeMs: genesis.timeMs + height * 1_000,
    hash: sha256(utf8ToBytes(`bench block ${height}`)),
    proposerAddress: toValidatorAddress(schedule.current.proposer),
    txs: [],
    decidedLastCommit: { round: 0, votes },
    misbehavior: [],
  })
  machine.commit()
}

const { rules } = genesis
const policy: Payload = {
  kind: 'policy',
  sunsetEpochs: 0,
  sets: [
    { name: 'epochRewardRau', expected: `${rules.epochRewardRau}`, value: `${coins(9_000)}` },
    { name: 'productivityThresholdPercent', expected: '85', value: '100' },
    { name: 'producers', expected: '24', value: '12' },
  ],
}
const source = `function shareEpochReward({ rewardRau, candidates }) {
  const total = candidates.reduce((sum, { votesRau }) => sum + BigInt(votesRau), 0n)
  return candidates.map(({ votesRau }) => String((BigInt(rewardRau) * BigInt(votesRau)) / total))
}`
const script: Payload = { kind: 'script', slot: 'epoch-reward', source }
const { appHash } = store.computeRoots()
await measure('policy', policy)
await measure('script, the first run of the engine', script)
await measure('script', script)

async function measure(kind: string, payload: Payload): Promise<void> {
  const pieces: number[] = []
  const tryOut = <T>(run: (context: BlockContext) => T): T => {
    const begun = performance.now()
    const answer = machine.tryOut(run)
    pieces.push(performance.now() - begun)
    return answer
  }
  const account = must(genesis.accounts[0], 'an account').address
  const begun = performance.now()
  const impact = await createImpactPort({ tryOut }, () => undefined)({ payload, account, epochs })
  const totalMs = performance.now() - begun
  if (impact.epochs.length !== epochs || impact.voter === undefined) throw new Error('not all told')
  if (!equalBytes(store.computeRoots().appHash, appHash)) {
    throw new Error('an impact has left something behind')
  }
  process.stdout.write(
    `${JSON.stringify({
      bench: 'impact',
      kind,
      buckets: Number(values.buckets),
      delegates: Number(values.delegates),
      epochs,
      totalMs: Math.round(totalMs * 10) / 10,
      workMs: Math.round(pieces.reduce((sum, ms) => sum + ms, 0) * 10) / 10,
      pieces: pieces.length,
      longestPieceMs: Math.round(Math.max(...pieces) * 10) / 10,
    })}\n`,
  )
}
