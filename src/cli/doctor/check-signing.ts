import { fromHex } from '#base/hex.ts'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import type { DelegateKeys } from '../keys/key-file.ts'
import { count } from '../words.ts'
import { askRpc } from './ask-rpc.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { Patient } from './patient.ts'

const BLOCKS = 10
/** Block id flag of CometBFT. */
const ABSENT = 1

interface Commit {
  readonly signed_header: {
    readonly commit: {
      readonly signatures: readonly {
        readonly block_id_flag: number
        readonly validator_address: string
      }[]
    }
  }
}

interface Validators {
  readonly validators: readonly { readonly address: string }[]
}

/** Whether the last blocks have this node's signature, as its own CometBFT knows them. */
export async function checkSigning(
  { options }: Patient,
  keys: DelegateKeys,
): Promise<Finding | undefined> {
  const check = 'signatures'
  const url = `http://127.0.0.1:${options.enginePort}`
  const own = toUpperHex(consensusAddress(fromHex(keys.consensus.publicKey)))
  let votes: readonly (boolean | undefined)[]
  try {
    votes = await readVotes(url, own)
  } catch {
    return warning(check, `CometBFT does not answer at ${url}: is --engine-port right?`)
  }
  const due = votes.filter((vote) => vote !== undefined)
  const given = due.filter((vote) => vote).length
  if (due.length === 0) {
    return ok(
      check,
      `validator ${own} is not in the set of the last ${count(votes.length, 'block')}`,
    )
  }
  const says = `${given} of the last ${count(due.length, 'block')} that validator ${own} was to sign`
  if (given === due.length) return ok(check, says)
  return given === 0
    ? problem(check, `${says}: another key signs for it, or the node is cut off; see its log`)
    : warning(check, `${says}: it is slow, or its connections are; or it has just come back`)
}

/** For each of the last blocks: signed or not, or `undefined` when it was not to. */
async function readVotes(url: string, own: string): Promise<readonly (boolean | undefined)[]> {
  const { result } = await askRpc<{
    readonly sync_info: {
      readonly latest_block_height: string
      readonly earliest_block_height: string
    }
  }>(url, 'status', {})
  // The commit of the last block is not final: signatures still come in.
  const last = Number(result.sync_info.latest_block_height) - 1
  const first = Math.max(Number(result.sync_info.earliest_block_height), last - BLOCKS + 1, 1)
  const votes: (boolean | undefined)[] = []
  for (let height = first; height <= last; height++) votes.push(await readVote(url, own, height))
  return votes
}

async function readVote(url: string, own: string, height: number): Promise<boolean | undefined> {
  const [validators, commit] = await Promise.all([
    askRpc<Validators>(url, 'validators', { height: `${height}`, per_page: '100' }),
    askRpc<Commit>(url, 'commit', { height: `${height}` }),
  ])
  if (!validators.result.validators.some(({ address }) => address === own)) return undefined
  return commit.result.signed_header.commit.signatures.some(
    (one) => one.validator_address === own && one.block_id_flag !== ABSENT,
  )
}
