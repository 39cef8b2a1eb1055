import { defineConfig } from 'vitest/config'

// In CI the figures of the run are also written to a file, from which .ci/run prints the total.
const isCi = process.env['CI'] !== undefined && process.env['CI'] !== ''

export default defineConfig({
  test: {
    include: ['src', 'spec', 'test', 'sim', 'bench'].map((folder) => `${folder}/**/*.test.ts`),
    // Processes, not threads: tests start workers, native packages and whole nodes of their own.
    pool: 'forks',
    maxWorkers: 2,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    setupFiles: ['test/property-seed.ts'],
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: isCi
      ? ['default', ['json', { outputFile: 'build/test-results.json' }]]
      : ['default'],
  },
})
