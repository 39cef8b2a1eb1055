import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestFiles } from '#bundles/bundle.fixture.ts'
import type { Limits } from '#cli/confine/run-confined.ts'
import type { FakeOptions } from './fake-upgrade.ts'

/** A bundle whose recipe does harm, and what the report is to say. */
export interface HostileBuild {
  readonly name: string
  readonly upgrade: Pick<FakeOptions, 'commands' | 'source' | 'more'>
  readonly limits?: Partial<Limits>
  /** Of the step that is red. */
  readonly finding: RegExp
  readonly step?: 'build' | 'artifacts'
}

/** What hostile programs aim at. */
export interface Targets {
  /** A file that only the operator may read. */
  readonly key: string
  /** A folder of the operator. */
  readonly folder: string
  readonly port: number
  /** In the arguments of each process that a hostile program leaves. */
  readonly mark: string
}

function script(text: string): TestFiles {
  return { 'source/hostile.mjs': text }
}

const RUN = { commands: [['node', 'hostile.mjs']] }
const MIB = 1_048_576

/** Says with exit code 1 what it got, and with 0 that it got nothing. */
function reports(tries: string): string {
  return `import fs from 'node:fs'
const got = []
const attempt = (what, run) => { try { run(); got.push(what) } catch {} }
${tries}
if (got.length > 0) { console.error('GOT ' + got.join(' ')); process.exit(1) }
console.error('GOT NOTHING')
process.exit(3)
`
}

export function hostileBuilds({ key, folder, port, mark }: Targets): readonly HostileBuild[] {
  const text = JSON.stringify
  return [
    {
      name: 'never ends',
      upgrade: { ...RUN, source: script('for (;;);') },
      limits: { seconds: 1 },
      finding: /was stopped: it took more than 1 s/,
    },
    {
      name: 'ignores signals and waits',
      upgrade: {
        ...RUN,
        source: script(
          `for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, () => {}); setInterval(() => {}, 1000)`,
        ),
      },
      limits: { seconds: 1 },
      finding: /it took more than 1 s/,
    },
    {
      name: 'is a fork bomb',
      upgrade: {
        ...RUN,
        source: script(
          `import { spawn } from 'node:child_process'
for (;;) { for (let i = 0; i < 2; i++) spawn(process.execPath, ['hostile.mjs', ${text(mark)}], { detached: true, stdio: 'ignore' }).on('error', () => {}).unref(); await new Promise((r) => setTimeout(r, 20)) }`,
        ),
      },
      limits: { processes: 40, seconds: 15 },
      finding: /was stopped: it started more than 40 processes|it took more than/,
    },
    {
      name: 'takes all memory at once',
      upgrade: {
        ...RUN,
        source: script('const all = []; for (;;) all.push(Buffer.alloc(16e6, 1))'),
      },
      limits: { memoryBytes: 512 * MIB },
      finding: /ended with exit code|was ended by a signal|MiB of memory/,
    },
    {
      name: 'takes all memory with many small processes',
      upgrade: {
        ...RUN,
        source: script(
          `import { spawn } from 'node:child_process'
const [, , part] = process.argv
if (part === undefined) for (let i = 0; i < 8; i++) spawn(process.execPath, ['hostile.mjs', ${text(mark)}], { stdio: 'ignore' })
const all = []; for (let i = 0; i < 10; i++) all.push(Buffer.alloc(20e6, 1))
setInterval(() => all.length, 1000)`,
        ),
      },
      limits: { memoryBytes: 700 * MIB, seconds: 120 },
      // Stopped from outside, or refused by the system before: which of the two comes first is chance.
      finding: /was stopped: it took more than 700 MiB of memory|MEMORY_ALLOCATION_FAILED/,
    },
    {
      name: 'fills the disk with one file',
      upgrade: {
        ...RUN,
        source: script(
          `import fs from 'node:fs'
const file = fs.openSync('big', 'w'); for (;;) fs.writeSync(file, Buffer.alloc(4e6))`,
        ),
      },
      limits: { diskBytes: 64 * MIB },
      finding: /EFBIG|was ended by a signal|it wrote more than 64 MiB/,
    },
    {
      name: 'fills the disk with many files',
      upgrade: {
        ...RUN,
        source: script(
          `import fs from 'node:fs'
for (let i = 0; ; i++) fs.writeFileSync('f' + i, Buffer.alloc(4e6))`,
        ),
      },
      limits: { diskBytes: 64 * MIB, seconds: 120 },
      finding: /was stopped: it wrote more than 64 MiB/,
    },
    {
      name: 'talks without end',
      upgrade: { ...RUN, source: script(`for (;;) console.log('x'.repeat(10000))`) },
      limits: { seconds: 2 },
      finding: /it took more than 2 s/,
    },
    {
      name: 'talks to the node, to other machines and to names',
      upgrade: {
        ...RUN,
        source: script(
          `import dns from 'node:dns/promises'
import net from 'node:net'
const reach = (port, host) => new Promise((done) => { const s = net.connect({ port, host, timeout: 3000 }); s.on('connect', () => done(true)); s.on('error', () => done(false)); s.on('timeout', () => done(false)) })
const got = [await reach(${port}, '127.0.0.1'), await reach(443, '1.1.1.1'), await dns.lookup('example.com').then(() => true, () => false)]
console.error('REACHED ' + got.join()); process.exit(3)`,
        ),
      },
      finding: /REACHED false,false,false/,
    },
    {
      name: 'reads keys, settings and other processes',
      upgrade: {
        ...RUN,
        source: script(
          reports(`for (const file of [${text(key)}, '/etc/shadow', '/etc/ssl/private', ${text(join(homedir(), '.ssh'))}, '/proc/' + process.ppid + '/environ', '/proc/2/environ', '/var/log'])
  attempt(file, () => fs.statSync(file).isDirectory() ? fs.readdirSync(file) : fs.readFileSync(file))
for (const name of Object.keys(process.env)) if (/SECRET|PASSWORD|TOKEN|BOULE|NPM/i.test(name)) got.push(name)`),
        ),
      },
      finding: /ended with exit code 3; it said "GOT NOTHING"/,
    },
    {
      name: 'writes outside of its folder',
      upgrade: {
        ...RUN,
        source: script(
          reports(`for (const file of [${text(`${folder}/written`)}, ${text(join(tmpdir(), 'written-by-a-bundle'))}, '/usr/written', '/etc/written', '/written', '../written', process.execPath, '/dev/written'])
  attempt(file, () => fs.appendFileSync(file, 'x'))
attempt('link', () => fs.linkSync(process.execPath, 'node-again'))`),
        ),
      },
      finding: /ended with exit code 3; it said "GOT NOTHING"/,
    },
    {
      name: 'gains rights',
      upgrade: {
        ...RUN,
        source: script(
          `import { spawnSync } from 'node:child_process'
const got = [['mount', '-t', 'tmpfs', 'x', '/proc'], ['unshare', '-rm', 'true'], ['nsenter', '-t', '1', '-m', 'true'], ['chroot', '/', 'true'], ['mknod', 'disk', 'b', '254', '0']]
  .filter(([program, ...args]) => ['/usr/bin/', '/usr/sbin/', '/bin/'].some((p) => spawnSync(p + program, args).status === 0))
console.error('GAINED ' + got.length); process.exit(3)`,
        ),
      },
      finding: /GAINED (?:0|1)"/,
    },
    {
      name: 'has a shell in its recipe',
      upgrade: { commands: [['sh', '-c', `touch ${folder}/written`]] },
      finding: /"sh" "-c" .* ended with exit code 127/,
    },
    {
      name: 'has a shell’s words in its recipe',
      upgrade: { commands: [[`node build.mjs; touch ${folder}/written`]] },
      finding: /ended with exit code 127/,
    },
    {
      name: 'has a variable and a substitution in its recipe',
      upgrade: { commands: [['node', '$(touch written)', '`touch written`', '$HOME']] },
      finding: /ended with exit code 1/,
    },
    {
      name: 'has an option of its surroundings as its program',
      upgrade: { commands: [['--chdir=/', 'node', '-v']] },
      finding: /"--chdir=\/" "node" "-v" ended with exit code 127/,
    },
    {
      name: 'leaves processes behind',
      upgrade: {
        ...RUN,
        source: script(
          `import { spawn } from 'node:child_process'
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', ${text(mark)}], { detached: true, stdio: 'ignore' }).unref()
process.exit(4)`,
        ),
      },
      finding: /ended with exit code 4/,
    },
    {
      name: 'kills its parents',
      upgrade: {
        ...RUN,
        source: script(
          `for (const id of [process.ppid, 1, -1, 0]) { try { process.kill(id, 'SIGKILL') } catch {} }
setInterval(() => {}, 1000)`,
        ),
      },
      limits: { seconds: 3 },
      finding: /was ended by a signal|it took more than 3 s|ended with exit code/,
    },
    {
      name: 'makes a link to a file of this machine instead of the artifact',
      step: 'artifacts',
      upgrade: {
        ...RUN,
        source: script(`import fs from 'node:fs'; fs.symlinkSync(${text(key)}, 'program.tar')`),
      },
      finding: /the artifact for any was not made/,
    },
    {
      name: 'makes a pipe instead of the artifact',
      step: 'artifacts',
      upgrade: {
        ...RUN,
        source: script(
          `import { execFileSync } from 'node:child_process'; execFileSync('/usr/bin/mkfifo', ['program.tar'])`,
        ),
      },
      finding: /the artifact for any was not made/,
    },
    {
      name: 'makes another artifact',
      step: 'artifacts',
      upgrade: {
        commands: [
          ['node', 'build.mjs'],
          ['node', 'hostile.mjs'],
        ],
        source: script(
          `import fs from 'node:fs'; fs.appendFileSync('program.tar', '\\0'.repeat(512))`,
        ),
      },
      finding:
        /the artifact for any came out otherwise: 0x[0-9a-f]{64} of \d+ bytes, in the bundle 0x/,
    },
    {
      name: 'makes nothing',
      step: 'artifacts',
      upgrade: { ...RUN, source: script('') },
      finding: /the artifact for any was not made: there is no file "program.tar"/,
    },
    {
      name: 'leaves folders too deep to name and without rights',
      upgrade: {
        ...RUN,
        source: script(
          `import fs from 'node:fs'
for (let i = 0; i < 3000; i++) { fs.mkdirSync('deep'); process.chdir('deep') }
fs.mkdirSync('closed'); fs.writeFileSync('closed/x', 'x'); fs.chmodSync('closed', 0)
process.exit(5)`,
        ),
      },
      finding: /ended with exit code 5/,
    },
  ]
}
