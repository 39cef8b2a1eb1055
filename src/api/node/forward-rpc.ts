import { RPC_METHODS } from '../contract/operations.ts'
import type { ApiOptions } from '../server/api-options.ts'
import { ApiProblem } from '../server/api-problem.ts'

const METHODS: ReadonlySet<string> = new Set(RPC_METHODS)

const MAX_ANSWER_BYTES = 8 * 1024 * 1024

interface RpcRequest {
  readonly method: string
  readonly id?: unknown
}

/**
 * Passes requests on to the node, of which only the methods of the contract.
 *
 * @throws ApiProblem `method-not-allowed`, `node-unreachable`.
 */
export async function forwardRpc(
  { nodeUrl, limits }: Pick<ApiOptions, 'nodeUrl' | 'limits'>,
  body: RpcRequest | readonly RpcRequest[],
): Promise<unknown> {
  const requests = Array.isArray(body) ? (body as readonly RpcRequest[]) : [body as RpcRequest]
  const foreign = requests.find(({ method }) => !METHODS.has(method))
  if (foreign !== undefined) {
    throw new ApiProblem(
      'method-not-allowed',
      `${foreign.method.replace(/[^\w]/g, '?')} is not passed on; ask the node itself`,
      { field: 'method' },
    )
  }
  try {
    const response = await fetch(nodeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(limits.requestTimeoutMs),
    })
    return JSON.parse(await readText(response)) as unknown
  } catch (error) {
    if (error instanceof ApiProblem) throw error
    throw new ApiProblem('node-unreachable', 'the node does not answer; try again later', {
      retryAfterSeconds: 5,
    })
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > MAX_ANSWER_BYTES) {
      throw new ApiProblem('timed-out', 'the node answers more than is passed on; ask for less')
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
