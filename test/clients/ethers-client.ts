import { Contract, isError, JsonRpcProvider, type TransactionResponse, Wallet } from 'ethers'
import { toAddress } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import { type CreateClient, ERRORS } from './library-client.ts'

const nameOf = (signature: string): string => signature.slice(0, signature.indexOf('('))

/** ethers 6 over HTTP. */
export const createEthersClient: CreateClient = async (rpcUrl, _chainId, privateKey) => {
  const provider = new JsonRpcProvider(rpcUrl, undefined, { cacheTimeout: -1, pollingInterval: 20 })
  const wallet = new Wallet(privateKey, provider)
  const functionOf = (to: string, signature: string, rest = '') =>
    new Contract(to, [`function ${signature}${rest}`, ...ERRORS], wallet).getFunction(
      nameOf(signature),
    )
  return {
    address: toAddress(wallet.address),
    write: async (to, signature, args, gasLimit) => {
      const overrides = gasLimit === undefined ? {} : { gasLimit }
      const sent = (await functionOf(to, signature).send(...args, overrides)) as TransactionResponse
      const receipt = await provider.waitForTransaction(sent.hash)
      if (receipt === null) throw new Error(`no receipt of ${sent.hash}`)
      return {
        hash: sent.hash as Hex,
        isDone: receipt.status === 1,
        gasUsed: receipt.gasUsed,
        gasPriceRau: receipt.gasPrice,
        events: receipt.logs.map((log) => log.topics[0] ?? ''),
      }
    },
    readNumber: async (to, signature, args) =>
      (await functionOf(to, signature, ' view returns (uint256)').staticCall(...args)) as bigint,
    refusalOf: async (to, signature, args) => {
      try {
        await functionOf(to, signature).staticCall(...args)
      } catch (error) {
        return isError(error, 'CALL_EXCEPTION') ? (error.revert?.name ?? 'unknown') : String(error)
      }
      return 'not refused'
    },
    balanceRau: () => provider.getBalance(wallet.address),
    close: () => {
      provider.destroy()
      return Promise.resolve()
    },
  }
}
