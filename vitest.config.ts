import { configDefaults, defineConfig } from 'vitest/config'

// In CI the figures of the run are also written to a file, from which .ci/run prints the total.
const isCi = process.env['CI'] !== undefined && process.env['CI'] !== ''

const CLUSTER_TESTS = [
  'test/cluster/**/*.test.ts',
  'test/adversary/**/*.test.ts',
  'test/upgrade/**/*.test.ts',
]

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
        extends: true,
        test: {
          name: 'boule',
          include: ['src', 'spec', 'test', 'sim', 'bench'].map(
            (folder) => `${folder}/**/*.test.ts`,
          ),
          exclude: [...configDefaults.exclude, ...CLUSTER_TESTS],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // One after another, and after all others: each of them fills the machine with processes.
        extends: true,
        test: {
          name: 'cluster',
          include: CLUSTER_TESTS,
          globalSetup: ['test/cluster/setup.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
