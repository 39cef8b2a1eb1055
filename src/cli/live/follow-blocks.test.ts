import { expect, test } from 'vitest'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { followBlocks } from './follow-blocks.ts'

/** A client that announces blocks when it is told to. */
function createAnnouncer() {
  let announce: (height: bigint) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  let watchers = 0
  const client = {
    watchBlockNumber: (options: { onBlockNumber: typeof announce; onError: typeof fail }) => {
      announce = options.onBlockNumber
      fail = options.onError
      watchers++
      return () => {
        watchers--
      }
    },
  } as unknown as BouleClient
  return {
    client,
    announce: (height: number) => announce(BigInt(height)),
    fail: (error: Error) => fail(error),
    watchers: () => watchers,
  }
}

/** Lets everything that is ready to run do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('visits every height once and in order, also those that were not announced', async () => {
  const { client, announce, watchers } = createAnnouncer()
  const visited: string[] = []
  const ending = new AbortController()
  const followed = followBlocks(client, {
    from: 5,
    newest: 6,
    signal: ending.signal,
    visit: async (height, newest) => {
      visited.push(`${height}/${newest}`)
    },
  })
  await settle()
  announce(7)
  announce(7)
  announce(10)
  announce(9)
  await settle()
  ending.abort()
  await followed
  announce(11)
  await settle()
  expect(visited).toEqual(['5/6', '6/6', '7/7', '8/10', '9/10', '10/10'])
  expect(watchers()).toBe(0)
})

test('visits one block after another', async () => {
  const { client, announce } = createAnnouncer()
  const ending = new AbortController()
  let open = 0
  const releases: (() => void)[] = []
  const followed = followBlocks(client, {
    from: 1,
    newest: 0,
    signal: ending.signal,
    visit: async () => {
      open++
      expect(open).toBe(1)
      await new Promise<void>((resolve) => releases.push(resolve))
      open--
    },
  })
  announce(1)
  announce(2)
  await settle()
  expect(releases).toHaveLength(1)
  releases[0]?.()
  await settle()
  expect(releases).toHaveLength(2)
  releases[1]?.()
  ending.abort()
  await followed
})

test.each<readonly [string, (announcer: ReturnType<typeof createAnnouncer>) => void]>([
  ['a visit fails', ({ announce }) => announce(1)],
  ['the connection fails', ({ fail }) => fail(new Error('broken'))],
])('rejects when %s', async (_, cause) => {
  const announcer = createAnnouncer()
  const followed = followBlocks(announcer.client, {
    from: 1,
    newest: 0,
    signal: new AbortController().signal,
    visit: () => Promise.reject(new Error('broken')),
  })
  cause(announcer)
  await expect(followed).rejects.toThrow('broken')
  expect(announcer.watchers()).toBe(0)
})
