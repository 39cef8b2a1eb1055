import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDevnet } from '../dev-node.fixture.ts'

let devnet: Awaited<ReturnType<typeof startTestDevnet>>

beforeAll(async () => {
  devnet = await startTestDevnet()
  await devnet.mineTo(45)
})

afterAll(() => devnet.close())

const data = (): readonly string[] => ['--data', `${devnet.setting.folder}/index`]

test('an index is made, compared with the node, looked at and forgotten', async () => {
  const none = await devnet.run('index', 'status', ...data())
  expect(none.out).toMatch(/^the database in .* has no index; make one with boule index run\n$/)
  expect(none.code).toBe(1)

  const first = await devnet.run('index', 'verify', ...data())
  expect(first.err).toBe('')
  expect(first.out).toMatch(/the index says what the node says\n$/)
  expect(first.code).toBe(0)

  await devnet.mineTo(60)
  const { compared, differing } = await devnet.json<{
    readonly compared: Readonly<Record<string, number>>
    readonly differing: number
  }>('index', 'verify', ...data())
  expect(differing).toBe(0)
  expect(compared['delegate']).toBeGreaterThan(30)
  expect(compared['account']).toBeGreaterThan(30)

  const status = await devnet.json<{ readonly height: number; readonly chainId: number }>(
    'index',
    'status',
    ...data(),
  )
  expect(status.height).toBe(60)
  const { out } = await devnet.run('index', 'status', ...data())
  expect(out).toMatch(/block +60 of/)

  const reset = await devnet.run('index', 'reset', ...data())
  expect(reset.out).toMatch(/^the index in the database in .* is empty\n$/)
  expect((await devnet.run('index', 'status', ...data())).code).toBe(1)
})

test('a database that cannot be used is one line, and its password is not in it', async () => {
  const { setting } = devnet
  const { runCommand } = await import('../cli.fixture.ts')
  const { err, code } = await runCommand(['index', 'status'], {
    folder: setting.folder,
    environment: { DATABASE_URL: 'postgres://boule:secret@127.0.0.1:9/none' },
  })
  expect(err).toMatch(/^boule: the database none at 127\.0\.0\.1:9 does not answer .*\n$/)
  expect(err).not.toContain('secret')
  expect(code).toBe(1)
})
