import type { BouleClient } from '#sdk/create-boule-client.ts'
import { collectPages } from '#sdk/reads/ask.ts'

/** Addresses under the names that people know them by. */
export interface NameBook {
  /** A delegate’s name, or a short form of an identity that is none. */
  readonly nameOf: (identity: string) => string
  readonly accountName: (address: string) => string
  /** Undefined for an address that is no delegate's identity. */
  readonly delegateName: (identity: string) => string | undefined
  /** Reads the names of the delegates again: after a registration or a change of name. */
  readonly refresh: () => Promise<void>
}

function shorten(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}

/** Delegates by identity, the development accounts as `dev:0` …, others shortened. */
export function createNameBook(client: BouleClient, devAccounts: readonly string[]): NameBook {
  const accounts = new Map(
    devAccounts.map((address, index) => [address.toLowerCase(), `dev:${index}`]),
  )
  let delegates: ReadonlyMap<string, string> = new Map()
  const delegateName = (identity: string): string | undefined =>
    delegates.get(identity.toLowerCase())
  return {
    delegateName,
    nameOf: (identity) => delegateName(identity) ?? shorten(identity),
    accountName: (address) => accounts.get(address.toLowerCase()) ?? shorten(address),
    refresh: async () => {
      const rows = await collectPages((page) => client.getRanking(page))
      delegates = new Map(rows.map((row) => [row.delegate.toLowerCase(), row.name]))
    },
  }
}
