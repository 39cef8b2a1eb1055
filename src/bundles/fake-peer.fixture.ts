import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Hex } from '#base/hex.ts'
import { encodeBase64 } from './base64.ts'
import type { TestBundle } from './bundle.fixture.ts'
import type { BundleSink } from './fetch-bundle.ts'

export interface FakePeer {
  readonly url: string
  /** What it was asked for, in order: `boule_bundleChunk 0x…`. */
  readonly asked: string[]
}

/** Answers one question: gives a result, or writes the answer itself and gives `undefined`. */
export type Behaviour = (
  method: string,
  name: Hex,
  response: ServerResponse,
) => { readonly result: unknown } | undefined

/** A node of which only what it answers for bundles is there. */
export async function startPeer(behave: Behaviour): Promise<FakePeer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString()
      const { method, params } = JSON.parse(text) as { method: string; params: [Hex] }
      asked.push(`${method} ${params[0]}`)
      const answer = behave(method, params[0], response)
      if (answer !== undefined) response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked }
}

/** Has the bundle, or of its chunks only those that `has` says. */
export function honest(bundle: TestBundle, has: (hash: Hex) => boolean = () => true): Behaviour {
  return (method, name) => {
    if (method === 'boule_bundleIndex') {
      return { result: name === bundle.root ? encodeBase64(bundle.indexBytes) : null }
    }
    const bytes = has(name) ? bundle.chunks.get(name) : undefined
    return { result: bytes === undefined ? null : encodeBase64(bytes) }
  }
}

export interface MemorySink extends BundleSink {
  readonly indexes: Map<Hex, Uint8Array>
  readonly chunks: Map<Hex, Uint8Array>
}

export function createMemorySink(): MemorySink {
  const indexes = new Map<Hex, Uint8Array>()
  const chunks = new Map<Hex, Uint8Array>()
  return {
    indexes,
    chunks,
    readIndex: async (root) => indexes.get(root),
    hasChunk: (hash) => chunks.has(hash),
    putIndex: async (root, bytes) => void indexes.set(root, bytes),
    putChunk: async (hash, bytes) => void chunks.set(hash, bytes),
  }
}
