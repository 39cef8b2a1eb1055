import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestFolder } from './cli.fixture.ts'
import { type DevNode, startDevNode } from './dev/start-dev-node.ts'
import { readGuide } from './guide.fixture.ts'

// Every command of the guide, in its order, typed into a real shell.

const COMMANDS = readGuide(new URL('../../docs/guides/first-network.md', import.meta.url))

let setting: ReturnType<typeof createTestFolder>
let node: DevNode

beforeAll(async () => {
  setting = createTestFolder()
  node = await startDevNode(
    {
      dataDir: path.join(setting.folder, 'data'),
      port: 0,
      reset: false,
      intervalMs: undefined,
      isInstant: true,
    },
    () => undefined,
  )
  // `boule` without the launcher, which would look for the pinned Node each time.
  const bin = path.join(setting.folder, 'bin')
  mkdirSync(bin)
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  writeFileSync(
    path.join(bin, 'boule'),
    `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${program}' "$@"\n`,
    { mode: 0o755 },
  )
})
afterAll(async () => {
  await node.close()
  setting.remove()
})

function type(command: string): Promise<{ readonly code: number; readonly text: string }> {
  const { PATH = '' } = process.env
  const environment = {
    ...setting.environment,
    BOULE_RPC: node.rpcUrl,
    PATH: `${path.join(setting.folder, 'bin')}:${PATH}`,
  }
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', command.replaceAll('http://127.0.0.1:8545', node.rpcUrl)],
      { cwd: setting.folder, env: environment },
      (error, out, err) => resolve({ code: error === null ? 0 : 1, text: out + err }),
    )
  })
}

describe('docs/guides/first-network.md', () => {
  test('has its commands marked', () => {
    expect(COMMANDS.length).toBeGreaterThan(25)
  })

  test.each(COMMANDS.map((one) => [one.line, one.command, one] as const))(
    'line %i: %s',
    async (_, command, { says, refused }) => {
      const { code, text } = await type(command)
      expect(text).not.toMatch(/^ +at /m)
      for (const expected of [...says, ...refused]) expect(text).toContain(expected)
      expect(code, text).toBe(refused.length > 0 ? 1 : 0)
    },
  )
})
