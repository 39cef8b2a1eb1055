import { existsSync, statSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { createFakeApplication } from '../../embedded/fake-application.fixture.ts'
import { createLogRecord, serve, temporarySocketPath } from './abci-server.fixture.ts'
import { startAbciServer } from './abci-server.ts'

function start(socketPath: string) {
  return startAbciServer({
    application: createFakeApplication,
    socketPath,
    log: createLogRecord().log,
    version: '1',
    onFailure: () => {},
  })
}

test('only this user may open the socket, and it goes with the server', async () => {
  const socketPath = temporarySocketPath()
  const server = await start(socketPath)
  expect(statSync(socketPath).mode & 0o777).toBe(0o600)
  await server.close()
  expect(existsSync(socketPath)).toBe(false)
})

test('a socket that a killed process has left is replaced', async () => {
  const socketPath = temporarySocketPath()
  const listenAndDie = `
    require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', listenAndDie, socketPath])
  expect(statSync(socketPath).isSocket()).toBe(true)
  const server = await start(socketPath)
  await server.close()
})

test('a socket on which somebody listens is left alone', async () => {
  const { socketPath, connect } = await serve(createFakeApplication())
  await expect(start(socketPath)).rejects.toMatchObject({
    code: 'port',
    message: `another node listens on ${socketPath}: stop it first`,
  })
  expect(await (await connect()).call('echo', {})).toBeDefined()
})

test('a file that is no socket is left alone', async () => {
  const path = temporarySocketPath()
  writeFileSync(path, 'precious')
  await expect(start(path)).rejects.toMatchObject({ code: 'port' })
  expect(existsSync(path)).toBe(true)
})

test('a folder that is missing is told', async () => {
  await expect(start(`${temporarySocketPath()}/no/folder`)).rejects.toMatchObject({ code: 'port' })
})

test('a path of 107 bytes is possible, and one of 108 is not', async () => {
  const stem = temporarySocketPath()
  const longest = stem + 'x'.repeat(107 - stem.length)
  await (await start(longest)).close()
  await expect(start(`${longest}x`)).rejects.toMatchObject({
    code: 'bad-config',
    message: expect.stringContaining('has 108 bytes, and 107 are possible') as string,
  })
})
