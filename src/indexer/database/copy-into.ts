import type pg from 'pg'

/** What `pg` gives to an operation of its own kind, besides what its types say. */
interface CopyConnection {
  query(statement: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Adds lines of PostgreSQL's text format to a table: `copy … from stdin`, which the driver has no call for but lets others speak. */
export function copyInto(client: pg.PoolClient, target: string, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection) => {
        ;(connection as unknown as CopyConnection).query(`copy ${target} from stdin`)
      },
      handleCopyInResponse: (connection: CopyConnection) => {
        connection.sendCopyFromChunk(Buffer.from(lines))
        connection.endCopyFrom()
      },
      handleCommandComplete: () => undefined,
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    } as pg.Submittable)
  })
}
