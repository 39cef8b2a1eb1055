import { makeBundle, type TestBundle, type TestFiles } from '#bundles/bundle.fixture.ts'
import { computeFolderRoot } from '#bundles/folder-root.ts'
import { formatDocument } from '#bundles/json-fields.ts'
import type { UpgradeManifest } from '#bundles/manifest.ts'
import { writeTar } from '#bundles/tar.ts'
import { planUpgrade, type UpgradePlan } from '#bundles/upgrade-plan.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'

export interface FakeUpgrade {
  readonly bundle: TestBundle
  readonly plan: UpgradePlan
  readonly manifest: UpgradeManifest
}

export interface FakeOptions {
  readonly version?: number
  /** What the program says its version is. */
  readonly claims?: number
  readonly program?: string
  /** Files beside those of the bundle. */
  readonly more?: TestFiles
  readonly commands?: UpgradeManifest['recipe']['commands']
  /** The whole artifact. */
  readonly tar?: Uint8Array
  readonly platform?: string
  /** Of the source, beside the program. */
  readonly source?: TestFiles
}

/** Says that it has taken over, and with what; ends with 7 on SIGTERM. */
function fakeProgram(version: number): string {
  return `#!/usr/bin/env node
const args = process.argv.slice(2)
if (args[0] === 'upgrade') {
  console.log(JSON.stringify({ softwareVersion: ${version}, prepared: [] }))
} else {
  const startedAs = process.env.BOULE_STARTED_AS_VERSION
  process.on('SIGTERM', () => process.exit(7))
  setInterval(() => {}, 1000)
  console.log(JSON.stringify({ type: 'took-over', version: ${version}, startedAs, args, pid: process.pid, cwd: process.cwd() }))
}
`
}

const BUILD = `import fs from 'node:fs'
fs.writeFileSync('program.tar', Buffer.from(fs.readFileSync('program.base64', 'utf8'), 'base64'))
`
const ARTIFACT = 'artifacts/program.tar'

/** A bundle whose program is one small file, and whose recipe takes no time. */
export function makeFakeUpgrade(options: FakeOptions = {}): FakeUpgrade {
  const { version = 2, platform = 'any' } = options
  const tar =
    options.tar ??
    writeTar([
      {
        path: 'bin/boule',
        executable: true,
        bytes: utf8ToBytes(options.program ?? fakeProgram(options.claims ?? version)),
      },
      { path: 'package.json', executable: false, bytes: utf8ToBytes('{"type":"module"}\n') },
    ])
  const content: TestFiles = {
    'proposal.md': 'A small program takes over.\n',
    'source/build.mjs': BUILD,
    'source/program.base64': Buffer.from(tar).toString('base64'),
    [ARTIFACT]: tar,
    ...options.source,
    ...options.more,
  }
  const manifest: UpgradeManifest = {
    format: 1,
    name: `Version ${version}`,
    version: `0.${version}.0`,
    softwareVersion: version,
    class: 'technical',
    summary: 'A small program takes over.',
    source: {
      description: 'made for a test',
      hash: computeFolderRoot(makeBundle(content).index, 'source/') ?? '0x',
    },
    recipe: {
      commands: options.commands ?? [['node', 'build.mjs']],
      artifacts: [{ platform, path: 'program.tar' }],
    },
    artifacts: [{ platform, path: ARTIFACT, sha256: toHex(sha256(tar)), size: tar.length }],
  }
  const bundle = makeBundle({ 'manifest.json': formatDocument(manifest), ...content })
  return { bundle, manifest, plan: planUpgrade(bundle, manifest) }
}
