import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CometbftError } from '../cometbft-error.ts'
import { installCometbft } from './install-cometbft.ts'
import { temporaryDirectory, writeBinary, writePinnedBinary } from './process.fixture.ts'

/** Stands in for `go`: notes its arguments and puts the file `result` where Go would put what it built. */
const FAKE_GO = `#!/bin/sh
folder=$(dirname "$0")
echo "$* GOARCH=$GOARCH" >> "$folder/calls"
case "$1" in
  env) cat "$folder/version" ;;
  install)
    echo "go: downloading $3" >&2
    if [ -f "$folder/failure" ]; then cat "$folder/failure" >&2; exit 1; fi
    cp "$folder/result" "$GOBIN/cometbft" ;;
esac
`

function makeGo(version: string) {
  const dir = temporaryDirectory()
  const go = join(dir, 'go-bin')
  mkdirSync(go)
  writeFileSync(join(go, 'go'), FAKE_GO, { mode: 0o755 })
  writeFileSync(join(go, 'version'), `${version}\n`)
  writePinnedBinary(join(go, 'result'))
  const lines: string[] = []
  const toolsDir = join(dir, 'cache', 'tools')
  return {
    go,
    toolsDir,
    lines,
    calls: () => (existsSync(join(go, 'calls')) ? readFileSync(join(go, 'calls'), 'utf8') : ''),
    install: () =>
      installCometbft({
        toolsDir,
        progress: (line) => lines.push(line),
        env: { PATH: `${go}:/usr/bin:/bin`, GOARCH: 'riscv64' },
      }),
  }
}

async function problemOf(result: Promise<unknown>): Promise<CometbftError> {
  try {
    await result
  } catch (error) {
    return error as CometbftError
  }
  throw new Error('it was installed')
}

describe('installing CometBFT', () => {
  it('builds the pinned release, tells of it, and leaves nothing else behind', async () => {
    const { toolsDir, install, lines, calls } = makeGo('go1.26.8')
    const binary = await install()
    expect(binary).toMatchObject({ path: join(toolsDir, 'cometbft'), version: 'v0.40.0' })
    expect(readdirSync(toolsDir)).toEqual(['cometbft'])
    expect(lines).toContain('go: downloading github.com/cometbft/cometbft/cmd/cometbft@v0.40.0')
    expect(calls()).toBe(
      'env GOVERSION GOARCH=\ninstall -trimpath github.com/cometbft/cometbft/cmd/cometbft@v0.40.0 GOARCH=\n',
    )
  })

  it('does nothing when it is there', async () => {
    const { install, calls } = makeGo('go1.26.8')
    const first = await install()
    const before = calls()
    expect(await install()).toEqual(first)
    expect(calls()).toBe(before)
  })

  it('replaces another release', async () => {
    const { toolsDir, install } = makeGo('go1.25')
    mkdirSync(toolsDir, { recursive: true })
    writeBinary(join(toolsDir, 'cometbft'), 'v0.39.4', 'h1:x=')
    expect((await install()).version).toBe('v0.40.0')
  })

  it('can be done twice at the same time', async () => {
    const { toolsDir, install } = makeGo('go1.26.8')
    const [one, two] = await Promise.all([install(), install()])
    expect(one).toEqual(two)
    expect(readdirSync(toolsDir)).toEqual(['cometbft'])
  })

  it.each([
    ['go1.24.9', 'Go 1.24 is too old to build CometBFT 0.40.0: install Go 1.25 or newer'],
    ['devel', '`go env GOVERSION` does not say which Go this is'],
  ])('refuses the Go that says %s', async (version, words) => {
    const problem = await problemOf(makeGo(version).install())
    expect(problem.code).toBe('install')
    expect(problem.message).toContain(words)
  })

  it('says what to do when there is no Go', async () => {
    const toolsDir = temporaryDirectory()
    const options = { toolsDir, progress: () => undefined, env: { PATH: toolsDir } }
    const problem = await problemOf(installCometbft(options))
    expect(problem.code).toBe('install')
    expect(problem.message).toContain('`go` cannot be run: install Go 1.25 or newer')
  })

  it('repeats Go’s last words when it fails, and keeps nothing', async () => {
    const { go, toolsDir, install } = makeGo('go1.26.8')
    writeFileSync(join(go, 'failure'), 'dial tcp: no route to host\n')
    const problem = await problemOf(install())
    expect(problem.message).toBe('Go could not build CometBFT 0.40.0: dial tcp: no route to host')
    expect(readdirSync(toolsDir)).toEqual([])
  })

  it('does not take what is not the pinned release', async () => {
    const { go, toolsDir, install } = makeGo('go1.26.8')
    writeBinary(join(go, 'result'), 'v0.40.0', 'h1:forged=')
    const problem = await problemOf(install())
    expect(problem.message).toContain('Go built something else than CometBFT 0.40.0')
    expect(readdirSync(toolsDir)).toEqual([])
  })
})
