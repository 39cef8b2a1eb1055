import fs from 'node:fs'
import path from 'node:path'
import { checkUpgradeBundle } from '#bundles/check-upgrade-bundle.ts'
import {
  EXPECTED_DIFF_PATH,
  type ExpectedDiff,
  SOURCE_FOLDER,
  TESTS_FOLDER,
  type UpgradeManifest,
} from '#bundles/manifest.ts'
import type { Genesis } from '#params/genesis.ts'
import { formatGenesis } from '#params/genesis-file.ts'
import { SOFTWARE_VERSION } from '#params/software-version.ts'
import { checkIsolation, makeRoom, type Room } from '../confine/room.ts'
import type { Limits } from '../confine/run-confined.ts'
import { askSoftwareVersion } from '../upgrade/ask-software-version.ts'
import { type Installed, installDependencies } from '../upgrade/install-dependencies.ts'
import { chooseArtifact, programOf, unpackArtifact } from '../upgrade/install-program.ts'
import type { LIMITS } from '../upgrade/limits.ts'
import { LOCK_FILE } from '../upgrade/lock-file.ts'
import { type ObtainedBundle, obtainBundle, type ObtainOptions } from '../upgrade/obtain-bundle.ts'
import { compareWithProposal, type UpgradeProposal } from '../upgrade/read-upgrade.ts'
import { compareArtifacts, runRecipe } from '../upgrade/rebuild.ts'
import { readVersion } from '../version.ts'
import { copyState } from './copy-state.ts'
import type { ProgramRun } from './program-run.ts'
import { replayWith } from './replay-step.ts'
import type { PreflightReport, StepReport } from './report.ts'
import { startWith } from './start-step.ts'
import { createStepRunner, type Findings } from './steps.ts'
import { runTests } from './tests-step.ts'

export interface PreflightOptions
  extends Pick<ObtainOptions, 'urls' | 'dataDir' | 'workFolder' | 'onProgress' | 'signal'> {
  readonly upgrade: UpgradeProposal
  /** Of the network that `dataDir` is of. */
  readonly genesis: Genesis
  readonly unconfined: boolean
  /** See `InstallOptions`. */
  readonly linked: string | undefined
  readonly limits: Readonly<Record<keyof typeof LIMITS, Limits>>
  readonly tellStep: (report: StepReport) => void
  readonly tell: (line: string) => void
}

const NOTHING: Findings = { problems: [], findings: [] }

/**
 * Looks at a software change from its bytes to a node that runs it, in a folder of its own. What is wrong with the change makes a red report; what
 * is wrong with this machine, or bytes that nobody gives, is thrown: that says nothing of the change.
 */
export async function runPreflight(options: PreflightOptions): Promise<PreflightReport> {
  const { upgrade, workFolder, linked, tell } = options
  const places = layOut(options)
  checkIsolation(places.buildRoom, options.unconfined)
  tell(`fetching the bundle ${upgrade.payload.bundleRoot}`)
  const bundle = await obtainBundle({ ...options, root: upgrade.payload.bundleRoot })
  const checked = await checkUpgradeBundle(bundle.index, bundle.readChunk)
  const { run, steps } = createStepRunner(options.tellStep)
  let packages: Installed['how'] = 'none'
  const { manifest } = checked
  await run('bundle', async () => ({
    problems: [
      ...checked.problems,
      ...(manifest === undefined ? [] : compareWithProposal(bundle, manifest, upgrade)),
    ],
    findings: [`${bundle.index.files.length} files, ${bundle.bytes} bytes, as its root names them`],
  }))
  if (manifest !== undefined) {
    const { signal, limits } = options
    const { sourceFolder, buildRoom } = places
    await run('packages', async () => {
      const installed = await installDependencies({
        folder: sourceFolder,
        workFolder,
        production: false,
        linked,
        signal,
      })
      packages = installed.how
      return { problems: installed.problems, findings: [PACKAGES[packages]] }
    })
    await run('build', async () => ({
      ...NOTHING,
      problems: await runRecipe({
        room: buildRoom,
        manifest,
        sourceFolder,
        limits: limits.build,
        signal,
      }),
    }))
    await run('artifacts', async () => ({
      problems: await compareArtifacts(manifest, sourceFolder),
      findings: manifest.artifacts.map((one) => `${one.platform}: ${one.sha256}`),
    }))
    await lookAtProgram(options, places, { bundle, manifest, run })
  }
  return {
    format: 1,
    proposal: upgrade.id,
    revisionRoot: upgrade.root,
    bundleRoot: bundle.root,
    version: upgrade.payload.version,
    by: {
      package: readVersion(),
      version: SOFTWARE_VERSION,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    },
    isolation: places.buildRoom.isolation,
    packages,
    steps,
    verdict:
      steps.every((one) => one.result === 'green') && manifest !== undefined ? 'green' : 'red',
  }
}

const PACKAGES: Readonly<Record<Installed['how'], string>> = {
  installed: `installed as ${LOCK_FILE} names them, without scripts`,
  linked: 'not installed: those of a folder of this machine were taken',
  none: 'it needs none',
}

interface Places {
  readonly sourceFolder: string
  readonly packageFolder: string
  readonly stateFolder: string
  readonly genesisFile: string
  /** For the recipe. */
  readonly buildRoom: Room
  /** For the program that came out, which may change the copy of the state only. */
  readonly runRoom: Room
}

function layOut({ workFolder, linked }: PreflightOptions): Places {
  const place = (name: string): string => path.join(workFolder, name)
  const sourceFolder = path.join(place('bundle'), SOURCE_FOLDER)
  const [packageFolder, stateFolder, genesisFile] = [
    place('program'),
    place('state'),
    place('genesis.json'),
  ]
  const others = linked === undefined ? [] : [fs.realpathSync(linked)]
  const tests = path.join(place('bundle'), TESTS_FOLDER)
  fs.mkdirSync(stateFolder)
  return {
    sourceFolder,
    packageFolder,
    stateFolder,
    genesisFile,
    buildRoom: makeRoom(place('build-room'), [sourceFolder], others),
    runRoom: makeRoom(
      place('run-room'),
      [stateFolder],
      [sourceFolder, tests, packageFolder, genesisFile, ...others],
    ),
  }
}

/** What the artifact does when it runs. */
async function lookAtProgram(
  options: PreflightOptions,
  { sourceFolder, packageFolder, stateFolder, genesisFile, runRoom: room }: Places,
  found: {
    readonly bundle: ObtainedBundle
    readonly manifest: UpgradeManifest
    readonly run: ReturnType<typeof createStepRunner>['run']
  },
): Promise<void> {
  const { genesis, dataDir, limits, signal, tell } = options
  const { bundle, manifest, run } = found
  const program: ProgramRun = {
    room,
    program: programOf(packageFolder),
    stateFolder,
    stateArguments: ['--data', stateFolder, '--genesis', genesisFile],
    limits: limits.start,
    signal,
  }
  let stateBytes = 0
  await run('program', async () => {
    const artifact = chooseArtifact(manifest)
    await unpackArtifact(path.join(bundle.folder, artifact.path), artifact, packageFolder)
    const problems = await installForProgram(options, sourceFolder, packageFolder)
    if (problems.length > 0) return { problems, findings: [] }
    const problem = await askSoftwareVersion({
      room,
      packageFolder,
      manifest,
      limits: limits.question,
      signal,
    })
    return {
      problems: problem === undefined ? [] : [problem],
      findings: [
        `the artifact for ${artifact.platform} is version ${manifest.softwareVersion} of the software`,
      ],
    }
  })
  await run('replay', async () => {
    tell('copying state and blocks')
    stateBytes = await copyState(dataDir, stateFolder)
    fs.writeFileSync(genesisFile, `${JSON.stringify(formatGenesis(genesis), null, 2)}\n`)
    return replayWith({
      ...program,
      limits: withRoomFor(limits.replay, stateBytes),
      genesis,
      dataDir,
      mayDiffer: readMayDiffer(bundle.folder),
      tell,
    })
  })
  await run('start', () => startWith({ ...program, limits: withRoomFor(limits.start, stateBytes) }))
  await run('tests', () =>
    runTests({
      ...program,
      limits: withRoomFor(limits.tests, stateBytes),
      bundleFolder: bundle.folder,
      sourceFolder,
    }),
  )
}

/** The copy of the state lies where the program may write, and indexes of it are built anew. */
function withRoomFor(limits: Limits, stateBytes: number): Limits {
  return { ...limits, diskBytes: limits.diskBytes + 3 * stateBytes }
}

/** The packages of the source, when those of the program are the same; otherwise its own. */
async function installForProgram(
  { workFolder, linked, signal }: PreflightOptions,
  sourceFolder: string,
  packageFolder: string,
): Promise<readonly string[]> {
  const modules = path.join(sourceFolder, 'node_modules')
  const isSame = readIfThere(sourceFolder, LOCK_FILE) === readIfThere(packageFolder, LOCK_FILE)
  if (isSame && fs.existsSync(modules)) {
    fs.symlinkSync(fs.realpathSync(modules), path.join(packageFolder, 'node_modules'))
    return []
  }
  const folders = { folder: packageFolder, workFolder }
  const { problems } = await installDependencies({ ...folders, production: true, linked, signal })
  return problems
}

function readIfThere(folder: string, name: string): string | undefined {
  const file = path.join(folder, name)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
}

/** Modules of the collections that `expected-diff.json` names, which was checked. */
function readMayDiffer(bundleFolder: string): ReadonlySet<string> {
  const text = readIfThere(bundleFolder, EXPECTED_DIFF_PATH)
  if (text === undefined) return new Set()
  const { differences } = JSON.parse(text) as ExpectedDiff
  return new Set(differences.map(({ collection }) => collection.split('.')[0] ?? ''))
}
