import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Call {
  readonly id: number
  readonly method: string
}

/** Changes the answer to a call, or leaves it as it is. */
export type Lie = (method: string, result: unknown) => unknown

/** A node that passes everything on to a true one, and lies in its answers. */
export async function startLyingNode(
  rpcUrl: string,
  lie: Lie,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const body = Buffer.concat(parts).toString()
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(rpcUrl, { method: 'POST', headers, body })
      const found: unknown = await answer.json()
      const calls = JSON.parse(body) as Call | readonly Call[]
      const methods = new Map([calls].flat().map(({ id, method }) => [id, method]))
      const change = (one: unknown): unknown => {
        const { id, result, ...rest } = one as { readonly id: number; readonly result?: unknown }
        if (result === undefined) return one
        return { id, ...rest, result: lie(methods.get(id) ?? '', result) }
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(Array.isArray(found) ? found.map(change) : change(found)))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
