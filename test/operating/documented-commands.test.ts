import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT_ROOT, readProjectFile } from '../tidy/source-files.ts'
import { allOptions, whyNotUnderstood } from './parse-command.ts'
import { readBouleCommands, splitWords } from './shell-commands.ts'

const PAGES = [
  ...readdirSync(path.join(PROJECT_ROOT, 'docs/operating')).map((file) => `docs/operating/${file}`),
  'docs/guides/run-a-cluster.md',
]
/** What is in the files that the commands read. */
const FILES: Readonly<Record<string, string>> = {
  'peer.txt': `${'ab'.repeat(20)}@127.0.0.1:26656`,
  'height.txt': '100',
  'hash.txt': `0x${'ab'.repeat(32)}`,
}

const ROLES = ['full', 'validator', 'sentry'] as const

function environmentOf(role: string): readonly string[] {
  const text = readProjectFile(`deploy/systemd/${role}.env`)
  const [, options = ''] = /^BOULE_OPTIONS="([^"]*)"$/m.exec(text) ?? []
  return splitWords(options)
}

/** `words` as a shell gives them to the program. */
function expand(words: readonly string[], options: readonly string[]): readonly string[] {
  return words.flatMap((word) => (word === '$BOULE_OPTIONS' ? options : [FILES[word] ?? word]))
}

describe('what operators are told to type', () => {
  const commands = PAGES.flatMap((page) => readBouleCommands(page, readProjectFile(page)))

  test('is found', () => {
    expect(commands.length).toBeGreaterThan(25)
  })

  test.each(commands.map(({ place, words }) => [place, words.join(' '), words] as const))(
    '%s: boule %s',
    async (_, __, words) => {
      expect(await whyNotUnderstood(expand(words, environmentOf('full')))).toBeUndefined()
    },
  )

  test('and every option that the pages name is there', () => {
    const options = allOptions()
    const named = PAGES.flatMap((page) =>
      [...readProjectFile(page).matchAll(/`(--[a-z0-9-]+)/g)].map(([, name = '']) => name),
    )
    expect(new Set(named).size).toBeGreaterThan(15)
    expect(named.filter((name) => !options.has(name))).toEqual([])
  })

  test('a mistake would be noticed', async () => {
    const bad = '```sh\nsudo -u boule -H boule node --genesis g --no-such-option\nboule nod\n```'
    const found = readBouleCommands('page', bad)
    expect(found).toHaveLength(2)
    for (const { words } of found) expect(await whyNotUnderstood(words)).toMatch(/unknown/)
    expect(await whyNotUnderstood(['db'])).not.toBeUndefined()
  })
})

describe('deploy/systemd/boule.service', () => {
  const unit = readProjectFile('deploy/systemd/boule.service')
  const setting = (name: string): string | undefined =>
    new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]

  test.each(ROLES)('starts a node with the options of %s.env', async (role) => {
    const [program, ...words] = splitWords(setting('ExecStart') ?? '')
    expect(program).toBe('/usr/local/bin/boule')
    const options = environmentOf(role)
    expect(options.length).toBeGreaterThan(2)
    expect(words).toContain('$BOULE_OPTIONS')
    expect(await whyNotUnderstood(expand(words, options))).toBeUndefined()
  })

  test('runs as its own user, may write where it must, and is stopped in order', () => {
    expect(setting('User')).toBe('boule')
    const [, data = ''] = /--data (\S+)/.exec(setting('ExecStart') ?? '') ?? []
    expect(data.startsWith(`/var/lib/${setting('StateDirectory')}/`)).toBe(true)
    expect(setting('ReadWritePaths')).toBe('/tmp')
    expect(setting('PrivateTmp')).toBeUndefined()
    expect(setting('KillSignal')).toBe('SIGTERM')
    expect(setting('KillMode')).toBe('mixed')
    expect(setting('Restart')).toBe('on-failure')
  })

  test.each(['validator', 'sentry'])('%s.env is what the page on sentries says', (role) => {
    const page = readBouleCommands('', readProjectFile('docs/operating/sentries.md'))
    const [, ...words] = splitWords(setting('ExecStart') ?? '')
    const started = new Set(expand(words, environmentOf(role)))
    const described = page.map((command) => command.words.filter((word) => !started.has(word)))
    expect(described).toContainEqual([])
  })
})
