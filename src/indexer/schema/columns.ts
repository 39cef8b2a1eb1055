import { bigint, customType, integer, pgSchema, text } from 'drizzle-orm/pg-core'

/** The projection of the chain: everything in it follows from the blocks, so it can be thrown away and made again. */
export const chain = pgSchema('chain')

/** An amount in Rau (10⁻¹⁸ coin), `numeric(78,0)`: a bigint here, never a float. */
export const amount = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'numeric(78,0)',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
})

/**
 * An account or the identity of a delegate: `0x` and 40 lower-case hex digits. Text and not bytes, so that it is what every answer, cursor and search shows,
 * with no translation in between; it costs 22 bytes a row. Collation C: a prefix is found by the ordinary index.
 */
export const address = (name: string) => text(name)

/** Bytes as `0x` and lower-case hex digits: hashes, keys, input of transactions. */
export const hex = (name: string) => text(name)

/** Height of a block; 0 is genesis. */
export const height = (name: string) => bigint(name, { mode: 'number' })

/** Number of an epoch, from 1; 0 is genesis. */
export const epoch = (name: string) => integer(name)

/** Unix time of a block in milliseconds. */
export const timeMs = (name: string) => bigint(name, { mode: 'number' })

/** Unix time in seconds, as the chain reckons with buckets. */
export const seconds = (name: string) => bigint(name, { mode: 'number' })

/** Index of a bucket. */
export const bucketIndex = (name: string) => bigint(name, { mode: 'number' })

/** Number of an event, see `events.id`. */
export const eventId = (name: string) => bigint(name, { mode: 'number' })

/** Parts of 10,000. */
export const basisPoints = (name: string) => integer(name)
