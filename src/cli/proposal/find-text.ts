import { decodeFunctionData, getAbiItem, type Hash, keccak256, stringToHex } from 'viem'
import { governanceAbi } from '#sdk/abi/governance-abi.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { ProposalSummary } from '#sdk/reads/governance-records.ts'
import { CliError } from '../cli-error.ts'

const REVISED = getAbiItem({ abi: governanceAbi, name: 'ProposalRevised' })

/** The text of the current revision, from the transaction that carried it, and checked against the hash that the chain keeps. */
export async function findText(client: BouleClient, proposal: ProposalSummary): Promise<string> {
  const hash = await findTransaction(client, proposal)
  const { input } = await client.getTransaction({ hash })
  const { functionName, args } = decodeFunctionData({ abi: governanceAbi, data: input })
  const text =
    functionName === 'propose' ? args[2] : functionName === 'revise' ? args[3] : undefined
  if (text === undefined || keccak256(stringToHex(text)) !== proposal.textHash) {
    throw new CliError(`the text in transaction ${hash} is not that of proposal ${proposal.id}`)
  }
  return text
}

/** Blocks that a node looks through at once. */
const MOST_BLOCKS = 10_000n

/** The event that names the text stands in the epoch of the last revision. */
async function findTransaction(client: BouleClient, proposal: ProposalSummary): Promise<Hash> {
  const { startHeight, endHeight } = await client.getEpoch({ epoch: proposal.revisedEpoch })
  const head = await client.getBlockNumber()
  const last = head < BigInt(endHeight) ? head : BigInt(endHeight)
  for (let from = BigInt(startHeight); from <= last; from += MOST_BLOCKS) {
    const logs = await client.getLogs({
      address: SYSTEM_ADDRESSES.governance,
      event: REVISED,
      args: { proposal: BigInt(proposal.id) },
      fromBlock: from,
      toBlock: from + MOST_BLOCKS - 1n < last ? from + MOST_BLOCKS - 1n : last,
      strict: true,
    })
    const found = logs.find((log) => log.args.revision === proposal.revision)
    if (found !== undefined) return found.transactionHash
  }
  throw new CliError(`the node does not have the block that carried proposal ${proposal.id}`)
}
