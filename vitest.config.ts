import path from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'

/** Exact timing: with nothing beside it but what yields to it, see `scripts/test.mjs`. */
const ALONE = ['test/cluster/hand-over.test.ts']

/** Many processes, or programs of others: they wait for one another most of the time. */
const CLUSTERS = [
  'test/cluster/**/*.test.ts',
  'test/adversary/**/*.test.ts',
  'test/upgrade/**/*.test.ts',
]

const PORTAL = ['test/portal/**/*.test.ts']

const exclude = configDefaults.exclude

export default defineConfig({
  test: {
    // Processes, not threads: tests start workers, native packages and whole nodes of their own.
    pool: 'forks',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    setupFiles: ['test/property-seed.ts'],
    // As the launcher sets it: each of the hundreds of processes that tests start would else compile everything anew.
    env: {
      NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules', '.cache', 'compile'),
    },
    retry: 0,
    // For what hangs: what computes at a low priority may have to wait for minutes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        // The files of a worker share its modules: loading them anew for each would take longer than most of the tests.
        extends: true,
        test: {
          name: 'computing',
          include: ['src', 'spec', 'test', 'sim', 'bench'].map(
            (folder) => `${folder}/**/*.test.ts`,
          ),
          exclude: [...exclude, ...CLUSTERS, ...PORTAL, ...ALONE],
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: CLUSTERS,
          exclude: [...exclude, ...ALONE],
          globalSetup: ['test/cluster/setup.ts'],
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'portal',
          include: PORTAL,
          exclude,
          globalSetup: ['test/portal/setup.ts'],
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          globalSetup: ['test/cluster/setup.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
