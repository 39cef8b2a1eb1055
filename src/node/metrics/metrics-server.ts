import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NodeError } from '../node-error.ts'

export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves one page, `/metrics`. Throws `NodeError` `port` when the port cannot be used. */
export async function startMetricsServer(
  host: string,
  port: number,
  render: () => string,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('the figures are at /metrics\n')
      return
    }
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(render())
  })
  server.headersTimeout = 5_000
  server.requestTimeout = 5_000
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new NodeError(
      'port',
      `metrics on ${host}:${port}: the port cannot be opened (${code}); choose another`,
      {
        cause: error,
      },
    )
  }
  const bound = server.address() as AddressInfo
  const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
  return {
    url: `http://${shown}:${bound.port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
