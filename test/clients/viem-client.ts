import {
  type Abi,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  parseAbi,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { toAddress } from '#base/address.ts'
import { type CreateClient, ERRORS } from './library-client.ts'

function abiOf(signature: string, rest = ''): Abi {
  return parseAbi<readonly string[]>([`function ${signature}${rest}`, ...ERRORS])
}

const nameOf = (signature: string): string => signature.slice(0, signature.indexOf('('))

/** viem 2 over HTTP. */
export const createViemClient: CreateClient = async (rpcUrl, chainId, privateKey) => {
  const account = privateKeyToAccount(privateKey)
  const chain = defineChain({
    id: chainId,
    name: 'test',
    nativeCurrency: { name: 'coin', symbol: 'COIN', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const transport = http(rpcUrl)
  const wallet = createWalletClient({ account, chain, transport })
  const reader = createPublicClient({ chain, transport, pollingInterval: 20 })
  return {
    address: toAddress(account.address),
    write: async (to, signature, args, gasLimit) => {
      const hash = await wallet.writeContract({
        address: to,
        abi: abiOf(signature),
        functionName: nameOf(signature),
        args,
        ...(gasLimit === undefined ? {} : { gas: BigInt(gasLimit) }),
      })
      const receipt = await reader.waitForTransactionReceipt({ hash })
      return {
        hash,
        isDone: receipt.status === 'success',
        gasUsed: receipt.gasUsed,
        gasPriceRau: receipt.effectiveGasPrice,
        events: receipt.logs.map((log) => log.topics[0] ?? ''),
      }
    },
    readNumber: async (to, signature, args) =>
      (await reader.readContract({
        address: to,
        abi: abiOf(signature, ' view returns (uint256)'),
        functionName: nameOf(signature),
        args,
      })) as bigint,
    refusalOf: async (to, signature, args) => {
      try {
        await reader.simulateContract({
          account,
          address: to,
          abi: abiOf(signature),
          functionName: nameOf(signature),
          args,
        })
      } catch (error) {
        const cause = (error as BaseError).walk(
          (one) => one instanceof ContractFunctionRevertedError,
        ) as ContractFunctionRevertedError | null
        return cause?.data?.errorName ?? String(error)
      }
      return 'not refused'
    },
    balanceRau: () => reader.getBalance({ address: account.address }),
    close: () => Promise.resolve(),
  }
}
