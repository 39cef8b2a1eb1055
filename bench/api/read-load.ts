import { Agent, get } from 'node:http'
import { DELEGATES } from './fill-database.ts'

export interface LoadResult {
  readonly requests: number
  readonly failures: number
  readonly p50Ms: number
  readonly p99Ms: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 100 })

/** Requests at a steady rate, however long answers take: the time counts from when a request was due. */
export async function readLoad(
  url: string,
  paths: (request: number) => string,
  requestsPerSecond: number,
  seconds: number,
): Promise<LoadResult> {
  const begun = performance.now()
  const total = requestsPerSecond * seconds
  const times: number[] = []
  let failures = 0
  const pending: Promise<void>[] = []
  for (let request = 0; request < total; request++) {
    const due = begun + (request * 1_000) / requestsPerSecond
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    pending.push(
      read(`${url}${paths(request)}`).then((isFine) => {
        times.push(performance.now() - due)
        if (!isFine) failures++
      }),
    )
  }
  await Promise.all(pending)
  times.sort((a, b) => a - b)
  const at = (part: number): number =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0) * 10) / 10
  return { requests: total, failures, p50Ms: at(0.5), p99Ms: at(0.99) }
}

function read(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200))
      response.on('error', () => resolve(false))
    }).on('error', () => resolve(false))
  })
}

/** The lists that people look at most, with parameters that change. */
export const LISTS: Readonly<Record<string, (request: number) => string>> = {
  directory: (n) => `/delegates?limit=50&sort=${['rank', 'votes', 'name', 'uptime'][n % 4]}`,
  search: (n) => `/delegates?search=number%20${n % DELEGATES}`,
  profile: (n) => `/delegates/delegate${1 + (n % DELEGATES)}`,
  voters: (n) => `/delegates/delegate${1 + (n % DELEGATES)}/voters`,
  buckets: (n) => `/delegates/delegate${1 + (n % DELEGATES)}/buckets?sort=votes&order=desc`,
  account: (n) => `/accounts/0xe${(1 + n).toString(16).padStart(39, '0')}`,
  proposals: (n) => `/proposals?limit=50&sort=${['id', 'changed', 'support'][n % 3]}`,
  ballots: (n) => `/proposals/${1 + (n % 500)}/ballots`,
}
