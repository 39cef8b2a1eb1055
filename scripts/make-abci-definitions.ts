/**
 * Writes src/consensus/cometbft/abci/generated/: the messages of ABCI 2.0 from the definitions in CometBFT's own Go module, which
 * `go` fetches and verifies. The same every time: node scripts/make-abci-definitions.ts. Needs Go.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

interface PinnedModule {
  readonly name: string
  readonly version: string
  /** Checksum of the module, as in a go.sum file. */
  readonly sum: string
}

const COMETBFT: PinnedModule = {
  name: 'github.com/cometbft/cometbft',
  version: 'v0.40.0',
  sum: 'h1:0+zc7FlcnonFfMwzhyDCd5vK/fHZqz0RfRyTCxZsFPU=',
}
/** Declares the options that CometBFT's definitions carry for Go; the version is that of CometBFT's go.mod. */
const GOGOPROTO: PinnedModule = {
  name: 'github.com/cosmos/gogoproto',
  version: 'v1.7.2',
  sum: 'h1:5G25McIraOC0mRFv9TVO139Uh3OklV2hczr13KKVHCA=',
}

const ROOT = path.resolve(import.meta.dirname, '..')
const TARGET = path.join(ROOT, 'src/consensus/cometbft/abci/generated')
/** These and what they need. */
const WANTED = ['tendermint.abci.Request', 'tendermint.abci.Response']
/** Options for Go, and two kinds of fields that are never read or set here. */
const UNWANTED = ['gogoproto.**', 'tendermint.types.ConsensusParams', 'tendermint.crypto.ProofOps']

function fetchModule({ name, version, sum }: PinnedModule): string {
  const output = execFileSync('go', ['mod', 'download', '-json', `${name}@${version}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const fetched = JSON.parse(output) as { readonly Dir: string; readonly Sum: string }
  if (fetched.Sum !== sum) throw new Error(`${name} ${version} has the checksum ${fetched.Sum}`)
  return fetched.Dir
}

function generate(folder: string): void {
  const definitions = path.join(folder, 'definitions')
  mkdirSync(path.join(definitions, 'gogoproto'), { recursive: true })
  cpSync(path.join(fetchModule(COMETBFT), 'proto', 'tendermint'), `${definitions}/tendermint`, {
    recursive: true,
  })
  cpSync(
    path.join(fetchModule(GOGOPROTO), 'gogoproto', 'gogo.proto'),
    `${definitions}/gogoproto/gogo.proto`,
  )
  // JavaScript with declarations: Node cannot strip the enums of generated TypeScript.
  const template = {
    version: 'v2',
    plugins: [
      {
        local: path.join(ROOT, 'node_modules/.bin/protoc-gen-es'),
        out: TARGET,
        include_imports: true,
        opt: ['target=js+dts', 'import_extension=js'],
      },
    ],
  }
  const templateFile = path.join(folder, 'buf.gen.yaml')
  writeFileSync(templateFile, JSON.stringify(template))
  rmSync(TARGET, { recursive: true, force: true })
  const buf = path.join(ROOT, 'node_modules/.bin/buf')
  const types = [
    ...WANTED.flatMap((type) => ['--type', type]),
    ...UNWANTED.flatMap((type) => ['--exclude-type', type]),
  ]
  execFileSync(buf, ['generate', definitions, '--template', templateFile, ...types], {
    stdio: 'inherit',
  })
}

const folder = mkdtempSync(path.join(tmpdir(), 'boule-abci-'))
try {
  generate(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
