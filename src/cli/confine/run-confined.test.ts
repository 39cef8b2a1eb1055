import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CliError } from '../cli-error.ts'
import { removeTree } from './remove-tree.ts'
import { checkIsolation, type Isolation, makeRoom, type Room } from './room.ts'
import { type ConfinedOptions, type ConfinedRun, runConfined } from './run-confined.ts'
import { measureUsage } from './usage.ts'

const LIMITS = { seconds: 60, memoryBytes: 1e9, diskBytes: 1e8, processes: 100 }

function roomOf(isolation: Isolation): Room {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'boule-room-'))
  onTestFinished(() => removeTree(folder))
  return { ...makeRoom(folder, [], []), isolation }
}

function run(
  room: Room,
  script: string,
  more: Partial<ConfinedOptions> = {},
): Promise<ConfinedRun> {
  const command = ['node', '-e', script]
  return runConfined({ room, command, folder: room.home, limits: LIMITS, ...more })
}

// Most of what a room keeps in is tried in test/upgrade, with bundles.
describe.each<readonly [Isolation]>([['namespaces'], ['limits-only']])(
  'a room with %s',
  (isolation) => {
    test('gives an empty environment, the one program, and the exit code', async () => {
      const room = roomOf(isolation)
      const { code, stopped, output } = await run(
        room,
        `console.log(Object.keys(process.env).sort().join(), process.env.PATH); process.exit(6)`,
      )
      expect({ code, stopped }).toEqual({ code: 6, stopped: undefined })
      const [names = '', folders] = output.trim().split(' ')
      const known = ['HOME', 'LANG', 'OLDPWD', 'PATH', 'PWD', 'SHLVL', 'TMPDIR', 'TZ', '_']
      expect(names.split(',').filter((name) => !known.includes(name))).toEqual([])
      expect(folders).toBe(room.programs)
      expect(fs.readdirSync(room.programs)).toEqual(['node'])
    })

    test('stops what takes too long, what writes too much, and what is interrupted', async () => {
      const room = roomOf(isolation)
      const endless = await run(room, 'for (;;);', { limits: { ...LIMITS, seconds: 1 } })
      expect(endless).toEqual({ code: undefined, stopped: 'time', output: '' })
      const filler = await run(
        room,
        `for (let i = 0; ; i++) require('fs').writeFileSync('f' + i, Buffer.alloc(1e6))`,
        { limits: { ...LIMITS, diskBytes: 2e7 } },
      )
      expect(filler.stopped).toBe('disk')
      const stopping = new AbortController()
      const waiting = run(room, 'console.log(1); setInterval(() => {}, 1000)', {
        signal: stopping.signal,
        onLine: () => stopping.abort(),
      })
      await expect(waiting).rejects.toThrow('stopped before it was done')
    })

    test('lets no file be larger than all may be', async () => {
      const { code, output } = await run(
        roomOf(isolation),
        `const f = require('fs').openSync('big', 'w'); for (;;) require('fs').writeSync(f, Buffer.alloc(1e6))`,
        { limits: { ...LIMITS, diskBytes: 2e7 } },
      )
      if (code !== undefined) expect(output).toContain('EFBIG')
    })

    test('asks a program to end, and hears every line until then', async () => {
      const lines: string[] = []
      const { code } = await run(
        roomOf(isolation),
        `process.on('SIGTERM', () => { console.log('ending'); process.exit(0) }); console.log('a\\nready'); setInterval(() => {}, 1000)`,
        {
          onLine: (line, end) => {
            lines.push(line)
            if (line === 'ready') end()
          },
        },
      )
      expect({ code, lines }).toEqual({ code: 0, lines: ['a', 'ready', 'ending'] })
    })

    test('does not find a shell by its name', async () => {
      const room = roomOf(isolation)
      const shell = await run(room, '', { command: ['sh', '-c', 'true'] })
      expect(shell.code).toBe(127)
    })
  },
)

test('a machine that cannot keep programs apart is refused unless somebody agrees', () => {
  expect(() => checkIsolation(roomOf('limits-only'), false)).toThrow(CliError)
  expect(() => checkIsolation(roomOf('limits-only'), true)).not.toThrow()
  expect(() => checkIsolation(roomOf('namespaces'), false)).not.toThrow()
})

test('what is not there uses nothing', () => {
  const nobody = 2 ** 30
  expect(measureUsage(nobody, true)).toEqual({ processes: [], memoryBytes: 0 })
  expect(measureUsage(nobody, false)).toEqual({ processes: [], memoryBytes: 0 })
})
