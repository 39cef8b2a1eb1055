import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { must } from '#base/assert.ts'
import { createTestFolder } from './cli.fixture.ts'
import { startDevNode } from './dev/start-dev-node.ts'

/** A devnet with a block for each transaction and more on demand, and a real shell whose `boule` asks it. */
export async function startGuideShell() {
  const setting = createTestFolder()
  const node = await startDevNode(
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
  const { PATH = '' } = process.env
  const environment = {
    ...setting.environment,
    NODE_COMPILE_CACHE: must(process.env['NODE_COMPILE_CACHE'], 'the folder of `vitest.config.ts`'),
    BOULE_RPC: node.rpcUrl,
    PATH: `${bin}:${PATH}`,
  }
  return {
    type: (command: string): Promise<{ readonly code: number; readonly text: string }> =>
      new Promise((resolve) => {
        execFile(
          'sh',
          ['-c', command.replaceAll('http://127.0.0.1:8545', node.rpcUrl)],
          { cwd: setting.folder, env: environment },
          (error, out, err) => resolve({ code: error === null ? 0 : 1, text: out + err }),
        )
      }),
    close: async (): Promise<void> => {
      await node.close()
      setting.remove()
    },
  }
}
