import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { VECTOR_FOLDER } from './vector-files.ts'

/**
 * Which tests reproduce a vector file. A file that stands here with no test, or in the folder
 * without a row, is a failure.
 */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  'abi_selectors.json': ['spec/recorded-facts.test.ts'],
  'candidate_sort.json': ['spec/election.test.ts'],
  'cometbft_schedule.json': ['spec/epochs.test.ts'],
  'crypto_sort.json': ['spec/election.test.ts'],
  'epoch_math_real.json': ['spec/epochs.test.ts'],
  'eth_election_core_test.json': ['spec/election.test.ts'],
  'probation_core_test.json': ['spec/probation-and-rewards.test.ts'],
  'reward_split_core_test.json': ['spec/probation-and-rewards.test.ts', 'spec/model/model.test.ts'],
  'scripts.json': ['spec/scripts.test.ts'],
  'vote_weight_core_test.json': ['spec/vote-weight.test.ts'],
  'vote_weight_go.json': ['spec/vote-weight.test.ts'],
  'real/action_hash_mainnet_2019.json': ['spec/recorded-facts.test.ts'],
  'real/bookkeeping_blackpool_1500_1501.json': ['spec/recorded-facts.test.ts'],
  'real/hermes_samples.json': ['spec/recorded-facts.test.ts'],
  'real/network_snapshots.json': ['spec/election.test.ts', 'spec/recorded-facts.test.ts'],
  'real/reward_pool_drain_2020-03-17.csv': ['spec/published-2020.test.ts'],
  'real/reward_pool_drain_2020-03-17.json': ['spec/published-2020.test.ts'],
  'real/testnet_candidates_gravity_7356100.json': ['spec/recorded-facts.test.ts'],
  'real/vote_weight_mainnet.json': ['spec/vote-weight.test.ts'],
  'real/iotex-core-v2.4.4/01-node.json': ['spec/model/transcript.test.ts'],
  'real/iotex-core-v2.4.4/02-transfer.json': ['spec/model/transcript.test.ts'],
  'real/iotex-core-v2.4.4/03-register.json': ['spec/model/transcript.test.ts'],
  'real/iotex-core-v2.4.4/04-stake.json': ['spec/model/transcript.test.ts'],
  'real/iotex-core-v2.4.4/05-candidate.json': ['spec/model/transcript.test.ts'],
  'real/iotex-core-v2.4.4/07-reward.json': ['spec/model/transcript.test.ts'],
}

const ROOT = new URL('../', import.meta.url)

const files = readdirSync(VECTOR_FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(VECTOR_FOLDER.pathname.length))
  .map((path) => path.replace(/^\/+/, ''))
  .sort()

describe('every vector file is reproduced by a test', () => {
  test('the folder holds the files that are claimed, and no others', () => {
    expect(files).toEqual(Object.keys(CLAIMS).sort())
  })

  test.each(Object.entries(CLAIMS))('%s', (file, tests) => {
    expect(tests.length).toBeGreaterThan(0)
    // A test names a file in full, or in parts when it goes through several.
    const name = file.slice(file.lastIndexOf('/') + 1)
    const stem = name.slice(0, name.lastIndexOf('.'))
    for (const path of tests) {
      const url = new URL(path, ROOT)
      expect(existsSync(url), path).toBe(true)
      expect(readFileSync(url, 'utf8'), path).toContain(stem)
    }
  })
})
