import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { toAddress } from '#base/address.ts'
import { fromHex, type Hex } from '#base/hex.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import type { Argument, CreateClient } from './library-client.ts'

const run = promisify(execFile)

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** Foundry's `cast`: of the package `@foundry-rs/cast`, or where `BOULE_CAST` says. Undefined when it is not installed. */
export function findCast(): string | undefined {
  const named = process.env['BOULE_CAST']
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined
  const require = createRequire(import.meta.url)
  const platform = `${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`
  try {
    const manifest = require.resolve(`@foundry-rs/cast-${platform}/package.json`)
    const file = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'cast.exe' : 'cast')
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

function toText(argument: Argument): string {
  return Array.isArray(argument) ? `[${argument.join(',')}]` : String(argument)
}

/** Foundry's cast, one process for each request. */
export function castClientOf(cast: string): CreateClient {
  return async (rpcUrl, _chainId, privateKey) => {
    const address = addressOfPrivateKey(fromHex(privateKey))
    const ask = async (...args: readonly string[]): Promise<string> =>
      (await run(cast, [...args, '--rpc-url', rpcUrl])).stdout.trim()
    return {
      address: toAddress(address),
      write: async (to, signature, args, gasLimit) => {
        const limit = gasLimit === undefined ? [] : ['--gas-limit', String(gasLimit)]
        const text = await ask(
          'send',
          '--private-key',
          privateKey,
          '--json',
          ...limit,
          to,
          signature,
          ...args.map(toText),
        )
        const receipt = JSON.parse(text) as {
          transactionHash: Hex
          status: Hex
          gasUsed: Hex
          effectiveGasPrice: Hex
          logs: readonly { topics: readonly string[] }[]
        }
        return {
          hash: receipt.transactionHash,
          isDone: receipt.status === '0x1',
          gasUsed: BigInt(receipt.gasUsed),
          gasPriceRau: BigInt(receipt.effectiveGasPrice),
          events: receipt.logs.map((log) => log.topics[0] ?? ''),
        }
      },
      readNumber: async (to, signature, args) => {
        const text = await ask('call', to, `${signature}(uint256)`, ...args.map(toText))
        return BigInt(text.split(' ')[0] as string)
      },
      refusalOf: async (to, signature, args) => {
        try {
          await ask('send', '--private-key', privateKey, to, signature, ...args.map(toText))
        } catch (error) {
          return /execution reverted: (\w+)\(/.exec(String(error))?.[1] ?? String(error)
        }
        return 'not refused'
      },
      balanceRau: async () => BigInt(await ask('balance', address)),
      close: () => Promise.resolve(),
    }
  }
}
