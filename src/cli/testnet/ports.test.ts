import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { planPorts } from './ports.ts'

test('finds different free ports when the base is 0', async () => {
  const plan = await planPorts(['n1', 'n2', 'f1'], 0)
  expect([...plan.keys()]).toEqual(['n1', 'n2', 'f1'])
  const ports = [...plan.values()].flatMap((one) => Object.values(one))
  expect(ports).toHaveLength(12)
  expect(new Set(ports).size).toBe(12)
  // No outgoing connection takes one of them.
  expect(ports.every((port) => port > 10_000 && port < 32_768)).toBe(true)
  // They are free again.
  const server = createServer().listen(ports[0], '127.0.0.1')
  await once(server, 'listening')
  server.close()
})

test('looks further when a port is taken', async () => {
  const first = await planPorts(['n1', 'n2'], 0)
  const servers = [...first.values()].map((ports) => createServer().listen(ports.rpc, '127.0.0.1'))
  try {
    for (let time = 0; time < 4; time++) {
      const { rpc } = (await planPorts(['n1', 'n2'], 0)).get('n1') ?? { rpc: 0 }
      expect(rpc).not.toBe(first.get('n1')?.rpc)
    }
  } finally {
    for (const server of servers) server.close()
  }
})

test('counts from the base, and names the port that is taken and whose it was to be', async () => {
  const port = (await planPorts(['n1', 'n2'], 0)).get('n2')?.rpc ?? 0
  const taken = createServer().listen(port, '127.0.0.1')
  await once(taken, 'listening')
  try {
    await expect(planPorts(['n1', 'n2'], port - 2)).rejects.toThrow(
      `port ${port} (RPC of n2) is in use: stop what has it, or choose others with --base-port`,
    )
    await expect(planPorts(['n1'], port - 201)).rejects.toThrow(`port ${port} (peers of n1)`)
  } finally {
    taken.close()
  }
})
