import { expect, test } from 'vitest'
import { commandName } from './command-name.ts'

test.each([
  ['/code/boule/src/cli/main.ts', '/code/boule', 'bin/boule'],
  ['/code/boule/src/cli/main.ts', '/code', 'boule/bin/boule'],
  ['/code/boule/src/cli/main.ts', '/elsewhere/alice', '/code/boule/bin/boule'],
  ['/usr/lib/node_modules/boule/dist/boule.js', '/elsewhere/alice', 'boule'],
  [undefined, '/elsewhere/alice', 'boule'],
])('%s run from %s is called by %s', (program, folder, expected) => {
  expect(commandName(program, folder)).toBe(expected)
})
