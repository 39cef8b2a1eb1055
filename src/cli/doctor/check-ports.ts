import { createServer } from 'node:net'
import { dial } from './dial.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { Patient } from './patient.ts'

interface Port {
  readonly name: string
  readonly option: string
  readonly host: string
  readonly port: number
}

/** Free when the node does not run, in use when it does. */
export async function checkPorts(patient: Patient): Promise<readonly Finding[]> {
  const ports = listPorts(patient).filter(({ port }) => port !== 0)
  return Promise.all(
    ports.map((port) => (patient.pid === undefined ? checkFree(port) : checkInUse(port))),
  )
}

function listPorts({ options }: Patient): readonly Port[] {
  const { host, port, metricsPort, metricsHost, p2pHost, p2pPort, enginePort } = options
  const ports: Port[] = [{ name: 'RPC port', option: '--port', host, port }]
  if (metricsPort !== undefined) {
    const at = metricsHost ?? host
    ports.push({ name: 'metrics port', option: '--metrics-port', host: at, port: metricsPort })
  }
  if (options.engine === 'embedded') return ports
  return [
    ...ports,
    { name: 'peer port', option: '--p2p-port', host: p2pHost, port: p2pPort },
    { name: 'engine port', option: '--engine-port', host: '127.0.0.1', port: enginePort },
  ]
}

async function checkFree({ name, option, host, port }: Port): Promise<Finding> {
  const code = await tryToListen(host, port)
  if (code === undefined) return ok(name, `${port} on ${host} is free`)
  if (code === 'EADDRINUSE') {
    return problem(
      name,
      `${port} on ${host} is used by another program: end that one, or choose another with ${option}`,
    )
  }
  if (code === 'EADDRNOTAVAIL') {
    return problem(name, `${host} is no address of this machine: name one that is, or 0.0.0.0`)
  }
  return problem(
    name,
    `${port} on ${host} cannot be opened (${code}): choose another with ${option}`,
  )
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

async function checkInUse({ name, option, host, port }: Port): Promise<Finding> {
  const answers = await dial(reachable(host), port)
  return answers
    ? ok(name, `the node listens on ${host}:${port}`)
    : warning(
        name,
        `the node runs, but nothing listens on ${host}:${port}: look with the ${option} that it was started with, or wait if it has only just started`,
      )
}

/** Where something that listens on all interfaces is reached from here. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}
