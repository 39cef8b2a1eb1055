// Prints the total of the last test run, as `N passed, N failed, N skipped` on one line, from the
// figures that vitest wrote to build/test-results.json (it does so where CI is set).

import { readFileSync } from 'node:fs'

const results = JSON.parse(readFileSync('build/test-results.json', 'utf8'))
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = results
const skipped = numPendingTests + numTodoTests
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${skipped} skipped\n`)
if (numPassedTests === 0) process.exitCode = 1
