import type { Genesis } from '../genesis.ts'
import { parseGenesis } from '../genesis-file.ts'
import file from './genesis.json' with { type: 'json' }

/**
 * The genesis of `boule dev`: the 61 delegates of IoTeX's published reward table of March 2020 and one, `unlisted`, for the
 * votes that the table does not name; votes such that an epoch reward splits as the table does, carried by about a thousand
 * generated voters; ten funded accounts with public keys. Made by `scripts/make-devnet-genesis.ts`.
 */
export function devnetGenesis(): Genesis {
  return parseGenesis(file)
}
