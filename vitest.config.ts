import { configDefaults, defineConfig } from 'vitest/config'

// In CI the figures of the run are also written to a file, from which .ci/run prints the total.
const isCi = process.env['CI'] !== undefined && process.env['CI'] !== ''

/** Programs of others, browsers, or exact timing: one after another, with nothing beside them. */
const ALONE = [
  'test/upgrade/**/*.test.ts',
  'test/portal/**/*.test.ts',
  'test/cluster/hand-over.test.ts',
]

/** Many processes that wait for one another most of the time. */
const CLUSTERS = ['test/cluster/**/*.test.ts', 'test/adversary/**/*.test.ts']

const exclude = configDefaults.exclude

export default defineConfig({
  test: {
    // Processes, not threads: tests start workers, native packages and whole nodes of their own.
    pool: 'forks',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    setupFiles: ['test/property-seed.ts'],
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: isCi
      ? ['default', ['json', { outputFile: 'build/test-results.json' }]]
      : ['default'],
    projects: [
      {
        // The files of a worker share its modules: loading them anew for each would take longer than the tests.
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'spec/**/*.test.ts'],
          exclude,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts', 'sim/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...exclude, ...CLUSTERS, ...ALONE],
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
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          globalSetup: ['test/cluster/setup.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
