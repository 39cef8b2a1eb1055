import type { Genesis } from '#params/genesis.ts'
import { GenesisError, parseGenesis } from '#params/genesis-file.ts'

export type CheckedGenesis =
  | { readonly genesis: Genesis }
  | { readonly problems: readonly string[] }

/** The genesis in the text of a file, or everything that is wrong with it. */
export function checkGenesisFile(text: string): CheckedGenesis {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problems: ['the file is not JSON'] }
  }
  try {
    return { genesis: parseGenesis(json) }
  } catch (error) {
    if (error instanceof GenesisError) return { problems: error.problems }
    throw error
  }
}
