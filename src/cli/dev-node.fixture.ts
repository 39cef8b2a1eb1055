import { createBouleClient } from '#sdk/create-boule-client.ts'
import { createTestFolder, type CliRun, runCommand } from './cli.fixture.ts'
import { startDevNode } from './dev/start-dev-node.ts'

/** What `--json` says of an action. */
export interface Report {
  readonly done: boolean
  readonly block: number
  readonly feeRau: string
  readonly events: readonly {
    readonly event: string
    readonly text: string
    readonly arguments: Record<string, string>
  }[]
}

/** A devnet in this process, with a block for each transaction and more on demand, and commands that ask it. */
export async function startTestDevnet() {
  const setting = createTestFolder()
  const node = await startDevNode(
    {
      dataDir: `${setting.folder}/data`,
      port: 0,
      reset: false,
      intervalMs: undefined,
      isInstant: true,
    },
    () => undefined,
  )
  const client = createBouleClient({ url: node.rpcUrl })

  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCommand(args, {
      folder: setting.folder,
      environment: { ...setting.environment, BOULE_RPC: node.rpcUrl },
    })

  return {
    setting,
    rpcUrl: node.rpcUrl,
    client,
    run,
    /** The answer of a command with `--json`. Rejects when it fails. */
    json: async <T>(...args: readonly string[]): Promise<T> => {
      const { out, err, code } = await run(...args, '--json')
      if (code !== 0) throw new Error(err)
      return JSON.parse(out) as T
    },
    /** Makes blocks until the given height. */
    mineTo: async (height: number): Promise<void> => {
      const now = Number(await client.getBlockNumber())
      await client.request({ method: 'anvil_mine' as never, params: [height - now] as never })
    },
    close: async (): Promise<void> => {
      await node.close()
      setting.remove()
    },
  }
}
