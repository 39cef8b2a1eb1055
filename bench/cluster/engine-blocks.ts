/** A block as CometBFT's RPC tells of it. */
export interface EngineBlock {
  readonly height: number
  /** Of its header, in milliseconds with fractions. */
  readonly timeMs: number
  /** Round in which it was decided. */
  readonly round: number
  /** 64 hex digits. */
  readonly hash: string
  /** Who signed it, by address in upper-case hex. */
  readonly signers: readonly string[]
  /** Validators without a signature. One for nothing (nil) is a signature. */
  readonly absent: number
}

interface CommitAnswer {
  readonly result?: {
    /** Not canonical: others may know more signatures. */
    readonly canonical: boolean
    readonly signed_header: {
      readonly header: { readonly time: string }
      readonly commit: {
        readonly round: number
        readonly block_id: { readonly hash: string }
        readonly signatures: readonly {
          readonly block_id_flag: number
          readonly validator_address: string
        }[]
      }
    }
  }
}

const ABSENT = 1
const COMMITTED = 2

/** The block at `height` with the signatures that the next block carries; undefined as long as there is no next block. */
export async function readEngineBlock(
  enginePort: number,
  height: number,
): Promise<EngineBlock | undefined> {
  const response = await fetch(`http://127.0.0.1:${enginePort}/commit?height=${height}`)
  const { result } = (await response.json()) as CommitAnswer
  if (result === undefined || !result.canonical) return undefined
  const { header, commit } = result.signed_header
  return {
    height,
    timeMs: toMilliseconds(header.time),
    round: commit.round,
    hash: commit.block_id.hash,
    signers: commit.signatures
      .filter(({ block_id_flag: flag }) => flag === COMMITTED)
      .map(({ validator_address: address }) => address),
    absent: commit.signatures.filter(({ block_id_flag: flag }) => flag === ABSENT).length,
  }
}

/** `Date` knows whole milliseconds only; header times have nanoseconds. */
function toMilliseconds(time: string): number {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(time) ?? []
  const seconds = Date.parse(time.replace(/\.\d+Z$/, 'Z'))
  return seconds + Number(`0.${fraction}0`) * 1_000
}
