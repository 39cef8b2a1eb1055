/** A call of a node's JSON-RPC. */
export type Call = readonly [method: string, ...params: readonly unknown[]]

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** The node refused, other than by being gone. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
}

/** Sends calls in one request and returns their results in order. Throws when the node is gone. */
export async function callAll(url: string, calls: readonly Call[]): Promise<readonly unknown[]> {
  const body = calls.map(([method, ...params], id) => ({ jsonrpc: '2.0', id, method, params }))
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answers = (await response.json()) as readonly Answer[]
  return calls.map(([method], id) => {
    const answer = answers.find((one) => one.id === id)
    if (answer === undefined) throw new CallRefused(`${method} was not answered`)
    if (answer.error !== undefined) throw new CallRefused(`${method}: ${answer.error.message}`)
    return answer.result
  })
}

export async function call(url: string, ...one: Call): Promise<unknown> {
  return (await callAll(url, [one]))[0]
}
