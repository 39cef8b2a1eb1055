/** A node of `engine-ceiling.ts`: a toy application on a CometBFT of its own. */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { ed25519PublicKey } from '#base/ed25519.ts'
import { createCometbftEngine } from '#consensus/cometbft/cometbft-engine.ts'
import { systemClock } from '#consensus/embedded/clock.ts'
import { createLogger } from '#node/logging/logger.ts'
import { keyLocksFolder } from '../../src/cli/node/shared-folders.ts'
import { type Question, serveParent } from './child-process.ts'
import { consensusSecretOf, localP2p, type Member } from './members.ts'
import { createToy, type ToyForm } from './toy-application.ts'

export interface ToyNodeOptions {
  readonly member: Member
  readonly binary: string
  /** Members, all of which produce. */
  readonly nodes: number
  readonly genesisTimeMs: number
  /** Decides CometBFT's durations; nothing is held back. */
  readonly intervalMs: number
  readonly blockTransactions: number
  readonly form: ToyForm
}

export interface ToyFigures {
  readonly height: number
  readonly committed: number
}

export interface FeedQuestion extends Question {
  readonly what: 'feed'
  readonly open: number
}

serveParent(async (options: ToyNodeOptions) => {
  const { member } = options
  const toy = createToy({
    form: options.form,
    blockTransactions: options.blockTransactions,
    validators: Array.from({ length: options.nodes }, (_, index) => ({
      publicKey: ed25519PublicKey(consensusSecretOf(index)),
      power: 10,
    })),
  })
  const file = createWriteStream(join(member.dir, 'node.log'), { flags: 'a' })
  const engine = createCometbftEngine({
    application: () => toy.application,
    timetable: { releaseTimeMs: () => undefined, intervalMs: () => options.intervalMs },
    binary: options.binary,
    home: {
      dir: join(member.dir, 'cometbft'),
      chainId: 77_778,
      genesisTimeMs: options.genesisTimeMs,
      blockIntervalMs: options.intervalMs,
      evidence: { maxAgeBlocks: 1_000, maxAgeMs: 3_600_000 },
      socketPath: join(member.dir, 'abci.sock'),
      p2p: localP2p(member),
      rpcPort: member.ports.engine,
      locksDir: keyLocksFolder(),
      consensusSecret: member.consensusSecret,
    },
    version: 'bench',
    log: createLogger({ level: 'info', writeLine: (line) => void file.write(`${line}\n`) }),
    clock: systemClock,
    onFailure: (error) => process.stderr.write(`${member.name}: ${error.message}\n`),
  })
  await engine.start()
  engine.run()
  let endFeed = (): void => {}
  return {
    ready: undefined,
    answer: (question: Question): ToyFigures => {
      if (question.what === 'feed') endFeed = toy.feed((question as FeedQuestion).open)
      return { height: toy.height, committed: toy.committed }
    },
    stop: () => {
      endFeed()
      return engine.stop()
    },
  }
})
