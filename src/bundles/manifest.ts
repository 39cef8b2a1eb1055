import type { Hex } from '#base/hex.ts'
import {
  choiceField,
  type Field,
  listField,
  objectField,
  patternField,
  textField,
  wholeField,
} from './json-fields.ts'
import { MAX_BUNDLE_BYTES } from './limits.ts'
import { findPathProblem } from './path-rules.ts'

export const MANIFEST_PATH = 'manifest.json'
export const PROPOSAL_PATH = 'proposal.md'
export const SOURCE_FOLDER = 'source/'
export const ARTIFACTS_FOLDER = 'artifacts/'
export const TESTS_FOLDER = 'tests/'
export const EXPECTED_DIFF_PATH = 'expected-diff.json'

export const MAX_DOCUMENT_BYTES = 65_536
const MAX_PLATFORMS = 16

/** What is run on one platform, as it stands in the bundle. */
export interface BundleArtifact {
  /** Such as `linux-x64`: operating system and processor as Node names them. */
  readonly platform: string
  /** Of the file in the bundle. */
  readonly path: string
  readonly sha256: Hex
  readonly size: number
}

/** How everybody makes the artifacts again from the source. */
export interface BundleRecipe {
  /** Commands as lists of program and arguments, run one after another in the folder of the source. No shell. */
  readonly commands: readonly (readonly string[])[]
  /** Where each artifact is afterwards, as a path below that folder. */
  readonly artifacts: readonly { readonly platform: string; readonly path: string }[]
}

/** `manifest.json` of a bundle that carries a new version of the software. */
export interface UpgradeManifest {
  readonly format: 1
  /** For people. */
  readonly name: string
  /** Of the package, such as `1.2.0`. */
  readonly version: string
  /** Of the state machine: one more than the version in force. */
  readonly softwareVersion: number
  readonly class: 'technical' | 'meta'
  readonly summary: string
  readonly source: {
    /** Where it comes from, such as a repository and a commit. */
    readonly description: string
    /** The root that the folder `source` would have as a bundle of its own. */
    readonly hash: Hex
  }
  readonly recipe: BundleRecipe
  readonly artifacts: readonly BundleArtifact[]
}

/** `expected-diff.json`: where blocks of past epochs, executed again by the new version, may give another state. */
export interface ExpectedDiff {
  readonly format: 1
  readonly differences: readonly {
    /** A collection of the state, such as `rewards.settlements`. */
    readonly collection: string
    readonly reason: string
  }[]
}

const HASH: Field<Hex> = patternField('0x and 64 lower-case hex digits', /^0x[0-9a-f]{64}$/)
const PLATFORM: Field<string> = patternField(
  'a platform such as linux-x64',
  /^(?=.{1,32}$)[a-z0-9]+(?:-[a-z0-9]+){0,3}$/,
)

const PATH: Field<string> = (value, place, tell) => {
  const problem = typeof value === 'string' ? findPathProblem(value) : 'is no text'
  if (problem !== undefined) tell(`${place} ${problem}`)
  return value as string
}

export const MANIFEST_FIELD: Field<UpgradeManifest> = objectField<UpgradeManifest>({
  format: choiceField([1]),
  name: textField(64),
  version: patternField(
    'a version such as 1.2.0',
    /^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}(?:-[a-z0-9.]{1,32})?$/,
  ),
  softwareVersion: wholeField(2, 0xffff_ffff),
  class: choiceField(['technical', 'meta']),
  summary: textField(2_500),
  source: objectField({ description: textField(500), hash: HASH }),
  recipe: objectField({
    commands: listField(1, 32, listField(1, 64, textField(1_000))),
    artifacts: listField(1, MAX_PLATFORMS, objectField({ platform: PLATFORM, path: PATH })),
  }),
  artifacts: listField(
    1,
    MAX_PLATFORMS,
    objectField({
      platform: PLATFORM,
      path: PATH,
      sha256: HASH,
      size: wholeField(1, MAX_BUNDLE_BYTES),
    }),
  ),
})

export const EXPECTED_DIFF_FIELD: Field<ExpectedDiff> = objectField<ExpectedDiff>({
  format: choiceField([1]),
  differences: listField(
    1,
    64,
    objectField({
      collection: patternField(
        'module.collection such as rewards.settlements',
        /^[a-z][A-Za-z0-9]{0,39}\.[a-z][A-Za-z0-9]{0,39}$/,
      ),
      reason: textField(1_000),
    }),
  ),
})
