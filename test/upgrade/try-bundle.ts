import fs from 'node:fs'
import path from 'node:path'
import type { TestBundle } from '#bundles/bundle.fixture.ts'
import { removeTree } from '#cli/confine/remove-tree.ts'
import type { Limits } from '#cli/confine/run-confined.ts'
import { copyState } from '#cli/preflight/copy-state.ts'
import type { PreflightReport, StepReport } from '#cli/preflight/report.ts'
import { runPreflight } from '#cli/preflight/run-preflight.ts'
import { LIMITS } from '#cli/upgrade/limits.ts'
import type { FakeUpgrade } from './fake-upgrade.ts'
import type { UpgradeSetting } from './setting.fixture.ts'
import { describeUpgrade, upgradeGenesis } from './upgrade-network.ts'

const NOBODY = 'http://127.0.0.1:1'

/** Puts a bundle where a node keeps its own. */
export function writeNodeBundle(dataDir: string, { root, indexBytes, chunks }: TestBundle): void {
  const place = (kind: string, name: string): string =>
    path.join(dataDir, 'bundles', kind, name.slice(2))
  for (const kind of ['indexes', 'chunks']) {
    fs.mkdirSync(path.join(dataDir, 'bundles', kind), { recursive: true })
  }
  fs.writeFileSync(place('indexes', root), indexBytes)
  for (const [hash, bytes] of chunks) fs.writeFileSync(place('chunks', hash), bytes)
}

/** A preflight of a bundle on the blocks of a node that runs; throws when anything of it cannot be removed afterwards. */
export async function tryBundle(
  setting: UpgradeSetting,
  fake: FakeUpgrade,
  limits: Partial<Limits> = {},
): Promise<PreflightReport> {
  const workFolder = fs.mkdtempSync(path.join(setting.folder, 'work-'))
  const dataDir = path.join(workFolder, 'data')
  await copyState(setting.dataDir, dataDir)
  writeNodeBundle(dataDir, fake.bundle)
  const each = { ...LIMITS.build, ...limits }
  try {
    return await runPreflight({
      upgrade: describeUpgrade(fake),
      urls: [NOBODY],
      dataDir,
      genesis: upgradeGenesis(),
      workFolder,
      unconfined: false,
      linked: undefined,
      limits: { build: each, question: each, replay: each, start: each, tests: each },
      signal: new AbortController().signal,
      onProgress: () => undefined,
      tell: () => undefined,
      tellStep: () => undefined,
    })
  } finally {
    removeTree(workFolder)
  }
}

export function redStep({ steps }: PreflightReport): StepReport | undefined {
  return steps.find((one) => one.result === 'red')
}
