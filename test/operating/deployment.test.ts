import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '#api/server/api-options.ts'
import {
  isShippedSource,
  listProjectFiles,
  PROJECT_ROOT,
  readProjectFile,
} from '../tidy/source-files.ts'
import { fillIn, readComposePrograms, readEnvironment, settingsOf } from './deployed-programs.ts'
import { whyNotUnderstood } from './parse-command.ts'
import { splitWords } from './shell-commands.ts'

const UNITS = readdirSync(path.join(PROJECT_ROOT, 'deploy/systemd')).filter((file) =>
  file.endsWith('.service'),
)
const ENVIRONMENTS = readdirSync(path.join(PROJECT_ROOT, 'deploy/systemd')).filter((file) =>
  file.endsWith('.env'),
)
const PAGES = readdirSync(path.join(PROJECT_ROOT, 'docs/operating'))
  .map((file) => readProjectFile(`docs/operating/${file}`))
  .join('\n')
const COMPOSE = readProjectFile('deploy/compose/compose.yaml')
const NGINX = readProjectFile('deploy/nginx/boule.conf')

const readUnit = (file: string): string => readProjectFile(`deploy/systemd/${file}`)

/** What a file of settings gives to the commands of units, by the unit's own name for it. */
const settings = new Map(
  ENVIRONMENTS.flatMap((file) => [...readEnvironment(readUnit(file))]).reverse(),
)

function expand(command: string): readonly string[] {
  return splitWords(command).flatMap((word) =>
    word.startsWith('$') ? splitWords(settings.get(word.slice(1)) ?? word) : [word],
  )
}

describe.each(UNITS)('deploy/systemd/%s', (file) => {
  const unit = readUnit(file)
  const commands = settingsOf(unit, 'ExecStart')

  test('starts the program with options that it has', async () => {
    expect(commands).toHaveLength(1)
    const [program, ...words] = expand(commands[0] ?? '')
    expect(program).toBe('/usr/local/bin/boule')
    expect(words.filter((word) => word.startsWith('$'))).toEqual([])
    expect(await whyNotUnderstood(words)).toBeUndefined()
  })

  test('is installed, and gets its files, by a page', () => {
    const files = [
      `deploy/systemd/${file}`,
      ...settingsOf(unit, 'EnvironmentFile'),
      ...[...(commands[0] ?? '').matchAll(/ (\/etc\/\S+)/g)].map(([, name = '']) => name),
    ]
    expect(files.length).toBeGreaterThan(1)
    expect(files.filter((name) => !PAGES.includes(name))).toEqual([])
  })

  test('gives nobody more than it needs', () => {
    expect(settingsOf(unit, 'User')).toEqual(['boule'])
    expect(settingsOf(unit, 'NoNewPrivileges')).toEqual(['true'])
    expect(settingsOf(unit, 'ProtectSystem')).toEqual(['strict'])
    expect(settingsOf(unit, 'CapabilityBoundingSet')).toEqual([''])
  })
})

test('a timer starts a unit that is there', () => {
  const timers = readdirSync(path.join(PROJECT_ROOT, 'deploy/systemd')).filter((file) =>
    file.endsWith('.timer'),
  )
  expect(timers.length).toBeGreaterThan(0)
  for (const timer of timers) {
    expect(UNITS).toContain(timer.replace('.timer', '.service'))
    expect(PAGES).toContain(`deploy/systemd/${timer}`)
  }
})

describe('a setting of the environment', () => {
  const units = UNITS.map(readUnit).join('\n')
  const sources = listProjectFiles()
    .filter((file) => file.startsWith('src/cli/') && isShippedSource(file))
    .map(readProjectFile)
    .join('\n')
  const isRead = (name: string): boolean =>
    units.includes(`$${name}`) || sources.includes(`environment['${name}']`)

  test.each([...settings.keys(), 'DATABASE_URL'])(
    '%s is read by a unit or by the program',
    (name) => {
      expect(isRead(name)).toBe(true)
    },
  )

  test('that nobody reads would be noticed', () => {
    expect(isRead('BOULE_NO_SUCH_SETTING')).toBe(false)
  })
})

describe('deploy/compose', () => {
  const programs = readComposePrograms(COMPOSE)
  const values = { PEERS: `${'ab'.repeat(20)}@127.0.0.1:26656` }

  test('starts node, index and portal', () => {
    expect(programs.map(({ place }) => place)).toEqual(['node', 'index', 'portal'])
  })

  test.each(programs)('$place is started with options that the program has', async ({ words }) => {
    const filled = words.map((word) => fillIn(word, values))
    expect(filled.filter((word) => word.includes('$'))).toEqual([])
    expect(await whyNotUnderstood(filled)).toBeUndefined()
  })

  test('asks for settings and files that a page speaks of', () => {
    const names = [...COMPOSE.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name)
    expect(names).toEqual(['PEERS', 'PORTAL_ORIGIN'])
    const files = [...COMPOSE.matchAll(/[ ]\.\/(\w[\w./-]*)/g)].map(([, name = '']) => name)
    expect(files).toEqual(['genesis.json', 'secrets/database-password'])
    for (const name of [...names.map((one) => `${one}=`), ...files]) expect(PAGES).toContain(name)
    const ignored = readProjectFile('deploy/compose/Dockerfile.dockerignore').split('\n')
    for (const name of ['.env', 'genesis.json', 'secrets']) {
      expect(ignored, 'what is secret or local stays out of the image').toContain(
        `deploy/compose/${name}`,
      )
    }
  })

  test('believes the gateway of its own network and nobody else', () => {
    const [, gateway = ''] = /gateway: ([\d.]+)/.exec(COMPOSE) ?? []
    const trusted = [...COMPOSE.matchAll(/--trust-proxy=(\S+)/g)].map(([, address]) => address)
    expect(trusted).toEqual([gateway])
    expect(COMPOSE).toContain('127.0.0.1:8546:8546')
  })

  test('starts the program behind the password of the secret', () => {
    const script = readProjectFile('deploy/compose/with-database')
    expect(script).toContain('/run/secrets/database-password')
    expect(script).toMatch(/^export DATABASE_URL$/m)
    expect(readProjectFile('deploy/compose/Dockerfile')).toContain('deploy/compose/with-database')
    expect(COMPOSE).toContain('/usr/local/bin/with-database')
  })
})

describe('deploy/nginx/boule.conf', () => {
  test('sends what is asked to the port of the portal’s unit', () => {
    const [, port] = /--port (\d+)/.exec(readUnit('boule-portal.service')) ?? []
    expect(NGINX).toContain(`server 127.0.0.1:${port};`)
  })

  test('replaces what a client says about its address', () => {
    const headers = [...NGINX.matchAll(/proxy_set_header (\S+) (\S+);/g)].map((found) =>
      found.slice(1),
    )
    expect(headers).toContainEqual(['X-Forwarded-For', '$remote_addr'])
    expect(NGINX).not.toMatch(/proxy_add_x_forwarded_for|real_ip/)
  })

  test('lets events through as they come, and bodies as long as the API takes', () => {
    const [, stream = ''] = /location = \/api\/v1\/stream \{([^}]*)\}/.exec(NGINX) ?? []
    expect(stream).toMatch(/proxy_buffering off;/)
    expect(stream).toMatch(/proxy_read_timeout 1h;/)
    const [, mebibytes = '0'] = /client_max_body_size (\d+)m;/.exec(NGINX) ?? []
    expect(Number(mebibytes) * 1_048_576).toBeGreaterThan(DEFAULT_LIMITS.rpcBodyBytes)
  })

  test('keeps the figures to itself', () => {
    expect(NGINX).toMatch(/location = \/api\/v1\/metrics \{\s*deny all;\s*\}/)
  })
})
