import type { Command } from 'commander'
import type { Address, Hex } from 'viem'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { GovernanceProof } from '#sdk/proofs/get-governance-proof.ts'
import type { ProvenVote } from '#sdk/proofs/verify-governance-proof.ts'
import { CliError } from '../cli-error.ts'
import { openNetwork } from '../network/open-network.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { parseRpcOption } from '../options/parse-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import { formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { NodeWords, ProvenFigure } from '../proposal/compare-vote.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { whole } from '../words.ts'

interface ProofOptions extends NetworkOptions {
  readonly account: string
  readonly against?: string
}

/** `boule proposal proof`: what a vote is counted from, by proofs under the app hash of a block. */
export function addProposalProof({ terminal, setExitCode }: CommandHome, proposal: Command): void {
  const command = addProposalArgument(proposal.command('proof'))
    .description('check by proofs what the vote of an account is counted from')
    .requiredOption('--account <account>', 'whose vote')
    .option(
      '--against <url>',
      'another node, whose app hash of the block is trusted',
      parseRpcOption,
    )
  addNetworkOptions(command).action(async (id: number, options: ProofOptions) => {
    const network = await openNetwork(terminal, options)
    const account = await resolveAddress(terminal, network, options.account)
    const trusted =
      options.against === undefined
        ? network
        : await openNetwork(terminal, { ...options, rpc: options.against })
    const { height, proven, words } = await readAll(network.client, trusted.client, id, account)
    const { compareVote, unprovenWords } = await import('../proposal/compare-vote.ts')
    const figures = compareVote(proven, words)
    const first = figures.find((one) => !one.agrees)
    if (first !== undefined) setExitCode(1)
    const unproven = unprovenWords(proven)
    if (options.json) {
      const agrees = first === undefined
      const { proof: appHash } = words.appHash
      return printJson(terminal, {
        proposal: id,
        block: height,
        appHash,
        account,
        figures,
        unproven,
        agrees,
      })
    }
    await write(terminal, figures, unproven, height, trusted.url)
  })
}

async function write(
  terminal: Terminal,
  figures: readonly ProvenFigure[],
  unproven: readonly string[],
  height: number,
  trusted: string,
): Promise<void> {
  const { formatFigure } = await import('../recount/compare.ts')
  const text = (one: ProvenFigure, value: ProvenFigure['node']) =>
    shorten(formatFigure(one.kind, value))
  terminal.write(
    formatTable<ProvenFigure>(
      [
        { title: 'fact', text: (one) => one.name },
        { title: 'proven', text: (one) => text(one, one.proven), right: true },
        { title: 'node', text: (one) => text(one, one.node), right: true },
        { title: 'from', text: (one) => one.source },
        { title: '', text: (one) => (one.agrees ? '' : '≠') },
      ],
      figures,
    ),
  )
  terminal.write(unproven.map((line) => `\n${line}`).join(''))
  const first = figures.find((one) => !one.agrees)
  terminal.write(
    first === undefined
      ? `\nagrees: ${figures.length} facts under the app hash of block ${whole(height)}, as ${trusted} has it\n`
      : `\nfirst difference: ${first.name}: proven is ${text(first, first.proven)}, ${first.source} says ${text(first, first.node)}\n`,
  )
}

const HASH = /^0x[0-9a-f]{64}$/

/** Hashes by their ends; they stand whole in `--json`. */
function shorten(text: string): string {
  return HASH.test(text) ? `${text.slice(0, 10)}…${text.slice(-8)}` : text
}

interface Both {
  readonly height: number
  readonly proven: ProvenVote
  readonly words: NodeWords
}

/** Blocks may come between the questions. */
const TRIES = 10

/** Proofs and what the node says, all of one block: asked again while blocks come in between. */
async function readAll(
  client: BouleClient,
  trusted: BouleClient,
  id: number,
  account: Address,
): Promise<Both> {
  const { verifyGovernanceProof, verifyGovernanceRoots } = await import(
    '#sdk/proofs/verify-governance-proof.ts'
  )
  for (let tries = 0; tries < TRIES; tries++) {
    const proof = await client.getGovernanceProof({ proposal: id, account })
    const { height } = proof
    const roots = await client.getGovernanceRoots({ proposal: id })
    const said = await readWords(client, id, account)
    const now = Number(await client.getBlockNumber({ cacheTime: 0 }))
    if (roots.height !== height || now !== height) continue
    const appHash = await readAppHash(trusted, proof)
    const proven = verifyGovernanceProof({ proof, appHash, proposal: id, account })
    const words = {
      ...said,
      appHash: { proof: proof.appHash, block: appHash },
      roots: verifyGovernanceRoots({ roots, appHash }),
    }
    return { height, proven, words }
  }
  throw new CliError('blocks come faster than the node answers; try again, or ask a node nearer by')
}

async function readAppHash(trusted: BouleClient, { height }: GovernanceProof): Promise<Hex> {
  try {
    return (await trusted.getBlock({ blockNumber: BigInt(height) })).stateRoot
  } catch (error) {
    throw new CliError(`the node that is trusted has no block ${height} yet; try again`, 1, {
      cause: error,
    })
  }
}

async function readWords(
  client: BouleClient,
  id: number,
  account: Address,
): Promise<Omit<NodeWords, 'appHash' | 'roots'>> {
  const [{ governanceAbi }, { SYSTEM_ADDRESSES }] = await Promise.all([
    import('#sdk/abi/governance-abi.ts'),
    import('#sdk/addresses.ts'),
  ])
  const proposal = await client.getProposal({ proposal: id })
  const [isCast, yesBps, noBps, , ownRau, delegatedRau] = await client.readContract({
    address: SYSTEM_ADDRESSES.governance,
    abi: governanceAbi,
    functionName: 'ballot',
    args: [BigInt(id), account],
  })
  const power = await client.getGovernancePower({ account })
  const { qualifiedEpoch } = proposal
  const rules = await client.getRules(qualifiedEpoch === null ? {} : { epoch: qualifiedEpoch })
  const excluded = String(rules['excludedAccounts']?.value ?? '').split(',')
  return {
    proposal,
    ballot: { isCast, yesBps, noBps, ownRau, delegatedRau },
    delegate: power.classes.find((one) => one.class === proposal.class)?.delegate ?? null,
    isExcluded: excluded.includes(account.toLowerCase()),
  }
}
