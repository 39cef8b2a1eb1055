import { describe, expect, test } from 'vitest'
import { checkNodeOptions, type NodeOptions } from './config.ts'
import { testGenesis } from './test-network.fixture.ts'

const genesis = testGenesis()

function check(options: Partial<NodeOptions>) {
  return checkNodeOptions({ genesis, dataDir: 'data', ...options })
}

test('what is not said has a default that keeps to this machine', () => {
  expect(check({})).toMatchObject({
    rpcHost: '127.0.0.1',
    rpcPort: 8_545,
    blockMode: 'interval',
    dev: false,
    logLevel: 'info',
    metricsPort: undefined,
    pool: { maxTransactions: 20_000 },
  })
})

describe('a wrong option is named, with what would be right', () => {
  test.each<readonly [Partial<NodeOptions>, string]>([
    [{ dataDir: '' }, 'dataDir names no directory'],
    [{ rpcHost: 'bad host' }, 'rpcHost is "bad host"; give an IP address or host name'],
    [{ rpcPort: 65_536 }, 'rpcPort is 65536; give a whole number from 0 to 65535'],
    [{ rpcPort: 1.5 }, 'rpcPort is 1.5'],
    [
      { blockMode: 'fast' as 'manual' },
      'blockMode is "fast"; give one of interval, automine, manual',
    ],
    [{ blockIntervalMs: 1 }, 'blockIntervalMs is 1'],
    [{ logLevel: 'all' as 'info' }, 'logLevel is "all"; give one of error, warn, info, debug'],
    [{ metricsPort: -1 }, 'metricsPort is -1'],
    [{ signatureWorkers: 0 }, 'signatureWorkers is 0; give a whole number from 1 to 64'],
    [{ snapshotIntervalBlocks: 0 }, 'snapshotIntervalBlocks is 0'],
    [{ pool: { maxTransactions: 0 } }, 'pool.maxTransactions is 0'],
  ])('%o', (options, message) => {
    expect(() => check(options)).toThrow(message)
    expect(() => check(options)).toThrow(expect.objectContaining({ code: 'bad-config' }))
  })
})
