/**
 * The blocks around an epoch boundary with 1 M buckets and 1,000 delegates: how long each takes to finalise, beside an
 * ordinary empty block of the same run. Then the boundaries at which a script changes the weights of all votes, and at which the
 * built-in formula comes back.
 *   node bench/chain/boundary.ts [--buckets N] [--delegates N]
 */
import { parseArgs } from 'node:util'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { TransactionError } from '#base/transaction.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { ONLY } from '#protocol/store.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { makeLargeGenesis } from './large-network.ts'

const { values } = parseArgs({
  options: {
    buckets: { type: 'string', default: '1000000' },
    delegates: { type: 'string', default: '1000' },
    epochs: { type: 'string', default: '3' },
  },
})

process.stderr.write('making the network\n')
const genesis = makeLargeGenesis({
  accounts: 100_000,
  buckets: Number(values.buckets),
  delegates: Number(values.delegates),
  holders: [],
})
const machine = createMachine({
  store: createMemoryStore(),
  genesis,
  resolve: () => new TransactionError('malformed', 'no transactions here'),
  runScript: await createScriptRunner(),
})
machine.initChain({ timeMs: genesis.timeMs, chainId: 'bench', initialHeight: 1 })

const { blocksPerEpoch, electionLeadBlocks } = genesis.rules
const worst = {
  ordinary: 0,
  election: 0,
  handOver: 0,
  settlement: 0,
  first: 0,
  newWeights: 0,
  formulaAgain: 0,
}
/** What is put into action at the end of the epochs behind the ordinary ones. */
const SOURCES = [
  `const voteWeights = ({ formula }) => formula.map((row) => row.map((w) => 2 * w - 1000000))`,
  '',
]
const ordinaryEpochs = Number(values.epochs)
const ordinary: number[] = []
for (let height = 1; height <= blocksPerEpoch * (ordinaryEpochs + SOURCES.length); height++) {
  const schedule = getSchedule(machine.world)
  const votes = schedule.previous.validators.map(({ address }) => ({
    validator: toValidatorAddress(address),
    flag: 'commit' as const,
  }))
  const epoch = Math.ceil(height / blocksPerEpoch)
  const source = SOURCES[epoch - ordinaryEpochs - 1]
  const isEnd = height % blocksPerEpoch === 0
  if (isEnd && source !== undefined) {
    const script = { proposal: 1, fromEpoch: epoch + 2, source }
    machine.world.governance.scripts.set('vote-weight', [script])
  }
  const begun = process.hrtime.bigint()
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
  const milliseconds = Number(process.hrtime.bigint() - begun) / 1e6
  if (
    isEnd &&
    source !== undefined &&
    machine.world.staking.weights.has(ONLY) === (source === '')
  ) {
    throw new Error('the weights have not changed')
  }
  const place = (height - 1) % blocksPerEpoch
  const kind =
    place === 0
      ? 'first'
      : isEnd
        ? source === undefined
          ? 'settlement'
          : source === ''
            ? 'formulaAgain'
            : 'newWeights'
        : place === blocksPerEpoch - 1 - electionLeadBlocks
          ? 'election'
          : place >= blocksPerEpoch - 3
            ? 'handOver'
            : 'ordinary'
  if (kind === 'ordinary') ordinary.push(milliseconds)
  else worst[kind] = Math.max(worst[kind], milliseconds)
}
ordinary.sort((a, b) => a - b)
worst.ordinary = ordinary[Math.floor(ordinary.length / 2)] ?? 0
const rounded = Object.fromEntries(
  Object.entries(worst).map(([name, ms]) => [`${name}Ms`, Math.round(ms * 100) / 100]),
)
process.stdout.write(
  `${JSON.stringify({
    bench: 'boundary',
    buckets: Number(values.buckets),
    delegates: Number(values.delegates),
    ...rounded,
    ratioSettlementToOrdinary: Math.round(worst.settlement / worst.ordinary),
  })}\n`,
)
