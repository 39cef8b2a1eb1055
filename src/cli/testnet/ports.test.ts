import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { planPorts, portOf } from './ports.ts'

test('finds different free ports when the base is 0', async () => {
  const plan = await planPorts(['n1', 'n2', 'f1'], 0)
  expect([...plan.keys()]).toEqual(['n1', 'n2', 'f1'])
  const ports = [...plan.values()].flatMap((one) => Object.values(one))
  expect(ports).toHaveLength(12)
  expect(new Set(ports).size).toBe(12)
  expect(ports.every((port) => port > 0)).toBe(true)
  // They are free again.
  const server = createServer().listen(ports[0], '127.0.0.1')
  await once(server, 'listening')
  server.close()
})

test('counts from the base, and names the port that is taken and whose it was to be', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const port = portOf(taken)
  try {
    await expect(planPorts(['n1', 'n2'], port - 2)).rejects.toThrow(
      `port ${port} (RPC of n2) is in use: stop what has it, or choose others with --base-port`,
    )
    await expect(planPorts(['n1'], port - 201)).rejects.toThrow(`port ${port} (peers of n1)`)
  } finally {
    taken.close()
  }
})
