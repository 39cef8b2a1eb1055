import { describe, expect, test } from 'vitest'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import {
  ARTIFACT_PATH,
  makeBundle,
  manifestOf,
  type TestFiles,
  UPGRADE_CONTENT,
  upgradeFiles,
} from './bundle.fixture.ts'
import { checkUpgradeBundle } from './check-upgrade-bundle.ts'
import { fillManifest } from './fill-manifest.ts'
import { formatDocument } from './json-fields.ts'
import { planUpgrade } from './upgrade-plan.ts'

async function check(files: TestFiles) {
  const { index, readChunk } = makeBundle(files)
  return checkUpgradeBundle(index, readChunk)
}

async function problemsOf(files: TestFiles): Promise<readonly string[]> {
  const { problems } = await check(files)
  for (const problem of problems) expect(problem).toMatch(/^[\x20-\x7e…]{1,600}$/)
  return problems
}

function without(files: TestFiles, ...paths: readonly string[]): TestFiles {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)))
}

/** The good bundle with another manifest: a member of it at a dotted place, or its whole text. */
function withManifest(place: string, value: unknown): TestFiles {
  type Tree = { [member: string]: Tree }
  const manifest = JSON.parse(JSON.stringify(manifestOf(UPGRADE_CONTENT))) as Tree
  const parts = place.split('.')
  const last = parts.pop() ?? ''
  const holder = parts.reduce((at, part) => at[part] ?? {}, manifest)
  if (value === undefined) delete holder[last]
  else Object.assign(holder, { [last]: value })
  return { ...upgradeFiles(), 'manifest.json': formatDocument(manifest) }
}

const DIFF = {
  format: 1,
  differences: [{ collection: 'rewards.settlements', reason: 'the bonus is paid in one sum' }],
}

describe('the bundle of an upgrade', () => {
  test('that is as it should be has no problems', async () => {
    const { manifest, problems } = await check(upgradeFiles())
    expect(problems).toEqual([])
    expect(manifest).toEqual(manifestOf(UPGRADE_CONTENT))
    const more = { 'expected-diff.json': formatDocument(DIFF) }
    expect(await problemsOf(upgradeFiles(more))).toEqual([])
    expect(await problemsOf(without(upgradeFiles(), 'tests/draw.test.ts'))).toEqual([])
    expect(await problemsOf(withManifest('class', 'meta'))).toEqual([])
    expect(await problemsOf(withManifest('version', '1.0.0-rc.1'))).toEqual([])
  })

  test.each<readonly [string, TestFiles, RegExp]>([
    ['no manifest', without(upgradeFiles(), 'manifest.json'), /^manifest\.json is missing$/],
    ['no proposal', without(upgradeFiles(), 'proposal.md'), /^proposal\.md is missing$/],
    ['an empty proposal', upgradeFiles({ 'proposal.md': ' \n' }), /^proposal\.md is empty$/],
    [
      'a proposal that is too long',
      upgradeFiles({ 'proposal.md': 'x'.repeat(65_537) }),
      /^proposal\.md has 65537 bytes; at most 65536 are read$/,
    ],
    [
      'a proposal that is no text',
      upgradeFiles({ 'proposal.md': Uint8Array.of(0xff) }),
      /^proposal\.md is not UTF-8$/,
    ],
    [
      'a proposal that moves the cursor',
      upgradeFiles({ 'proposal.md': 'a\u001b[2Jb' }),
      /^proposal\.md has control characters/,
    ],
    [
      'a proposal that turns the writing around',
      upgradeFiles({ 'proposal.md': 'a\u202eb' }),
      /^proposal\.md has control characters/,
    ],
    [
      'installed packages',
      upgradeFiles({ 'source/sdk/node_modules/x/index.js': '' }),
      /^source\/ is to be a checkout without node_modules: it has "source\/sdk\/node_modules/,
    ],
    [
      'a repository',
      upgradeFiles({ 'source/.Git/config': '' }),
      /^source\/ is to be a checkout without \.git/,
    ],
    [
      'another source than the manifest says',
      { ...upgradeFiles(), 'source/src/main.ts': 'export const version = 3\n' },
      /^manifest\.json: source\.hash is 0x\w{64}, but the source has 0x\w{64}$/,
    ],
    [
      'a file beside',
      upgradeFiles({ 'setup.sh*': 'rm -rf\n' }),
      /^"setup\.sh" has no place: beside manifest\.json,/,
    ],
    [
      'an artifact that nobody names',
      upgradeFiles({ 'artifacts/extra': 'x' }),
      /^"artifacts\/extra" is none of the artifacts/,
    ],
    [
      'another artifact than the manifest says',
      { ...upgradeFiles(), [ARTIFACT_PATH]: new Uint8Array(300_000) },
      /the artifact for linux-x64 has another sha256$/,
    ],
    [
      'an artifact of another size',
      { ...upgradeFiles(), [ARTIFACT_PATH]: 'short' },
      /the artifact for linux-x64 has 5 bytes, not 300000$/,
    ],
    [
      'an expected difference that is none',
      upgradeFiles({ 'expected-diff.json': '{}\n' }),
      /^expected-diff\.json: format must be 1, not undefined$/,
    ],
    [
      'an expected difference everywhere',
      upgradeFiles({
        'expected-diff.json': formatDocument({
          format: 1,
          differences: [{ collection: '*', reason: 'x' }],
        }),
      }),
      /^expected-diff\.json: differences\[0\]\.collection must be module\.collection such as/,
    ],
  ])('with %s has that problem', async (_, files, problem) => {
    expect(await problemsOf(files)).toContainEqual(expect.stringMatching(problem))
  })

  test('without a source or an artifact says so', async () => {
    const bare = without(
      upgradeFiles(),
      'source/package.json',
      'source/bin/boule*',
      'source/src/main.ts',
    )
    expect(await problemsOf(bare)).toEqual(['the folder source/ is missing'])
    expect(await problemsOf(without(upgradeFiles(), ARTIFACT_PATH))).toEqual([
      `manifest.json: the artifact for linux-x64, "${ARTIFACT_PATH}", is missing`,
    ])
  })

  test('with very many problems names some and counts the others', async () => {
    const strays = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`stray${at}`, '']))
    const problems = await problemsOf(upgradeFiles(strays))
    expect(problems).toHaveLength(51)
    expect(problems.at(-1)).toBe('and 30 more')
  })

  test('of which bytes are missing is not judged', async () => {
    const { index, chunks, readChunk } = makeBundle(upgradeFiles())
    const artifact = index.files.find((file) => file.path === ARTIFACT_PATH)
    chunks.delete(artifact?.chunks[1] ?? '0x')
    await expect(checkUpgradeBundle(index, readChunk)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining(`chunk 2 of 2 of "${ARTIFACT_PATH}"`) as string,
    })
  })
})

describe('a manifest', () => {
  const artifact = manifestOf(UPGRADE_CONTENT).artifacts[0]
  test.each<readonly [place: string, value: unknown, problem: RegExp]>([
    ['format', 2, /^manifest\.json: format must be 1, not 2$/],
    ['name', undefined, /^manifest\.json: name must be a plain text of 1 to 64 bytes, not undef/],
    ['name', '', /name must be/],
    ['name', 'x'.repeat(65), /name must be/],
    ['name', 'ä'.repeat(33), /name must be/],
    ['name', 'a\nb', /name must be .* not "a\\nb"$/],
    ['name', 'a\u202eb', /name must be .* not "a\\u202eb"$/],
    ['version', 'v1.2.3', /version must be a version such as 1\.2\.0, not "v1\.2\.3"/],
    ['version', '01.2.3', /version must be/],
    ['version', 7, /version must be .* not 7$/],
    ['softwareVersion', 1, /softwareVersion must be a whole number from 2 to 4294967295, not 1/],
    ['softwareVersion', '2', /softwareVersion must be/],
    ['class', 'policy', /class must be technical or meta, not "policy"/],
    ['summary', 'x'.repeat(2_501), /summary must be/],
    ['surprise', 1, /^manifest\.json: has the unknown member "surprise"$/],
    ['source', 'x', /source must be an object, not "x"/],
    ['source', null, /source must be an object, not null/],
    ['source.description', 1, /source\.description must be/],
    ['source.hash', `0x${'A'.repeat(64)}`, /source\.hash must be 0x and 64 lower-case hex digits/],
    ['source.url', 'x', /source has the unknown member "url"/],
    ['recipe.commands', [], /recipe\.commands must be a list of 1 to 32, not a list of 0/],
    ['recipe.commands', ['npm pack'], /recipe\.commands\[0\] must be a list of 1 to 64/],
    ['recipe.commands', [['npm', 7]], /recipe\.commands\[0\]\[1\] must be a plain text/],
    ['recipe.commands', [['npm', 'a\u0000b']], /recipe\.commands\[0\]\[1\] must be a plain text/],
    ['recipe.commands', [Array(65).fill('x')], /recipe\.commands\[0\] must be a list of 1 to 64/],
    ['recipe.artifacts', [{ platform: 'linux-x64', path: '../x' }], /path has the part "\.\."/],
    [
      'recipe.artifacts',
      [{ platform: 'darwin-arm64', path: 'x' }],
      /the recipe makes darwin-arm64, the/,
    ],
    [
      'recipe.artifacts',
      [
        { platform: 'linux-x64', path: 'x' },
        { platform: 'linux-x64', path: 'y' },
      ],
      /the recipe makes linux-x64, linux-x64, the artifacts are for linux-x64/,
    ],
    ['artifacts', [], /artifacts must be a list of 1 to 16, not a list of 0/],
    ['artifacts', [artifact, artifact], /the artifact for linux-x64 stands there twice/],
    [
      'artifacts',
      [artifact, { ...artifact, platform: 'any' }],
      /for any is the same file as another/,
    ],
    ['artifacts.0.platform', 'Linux x64', /artifacts\[0\]\.platform must be a platform such as/],
    ['artifacts.0.platform', 'x'.repeat(33), /artifacts\[0\]\.platform must be/],
    ['artifacts.0.path', 'source/package.json', /the artifact for linux-x64 is not in artifacts\//],
    ['artifacts.0.path', '/etc/passwd', /artifacts\[0\]\.path has an empty part/],
    ['artifacts.0.path', 7, /artifacts\[0\]\.path is no text/],
    [
      'artifacts.0.size',
      0,
      /artifacts\[0\]\.size must be a whole number from 1 to 268435456, not 0/,
    ],
    ['artifacts.0.size', 1.5, /artifacts\[0\]\.size must be/],
    ['artifacts.0.size', '300000', /artifacts\[0\]\.size must be .* not "300000"/],
  ])('whose %s is %j is refused', async (place, value, problem) => {
    expect(await problemsOf(withManifest(place, value))).toContainEqual(
      expect.stringMatching(problem),
    )
  })

  const text = formatDocument(manifestOf(UPGRADE_CONTENT))
  test.each<readonly [string, string | Uint8Array, RegExp]>([
    ['no JSON', '{', /^manifest\.json: is not JSON$/],
    ['a list', '[]\n', /^manifest\.json: must be an object, not a list of 0$/],
    ['a member twice', text.replace('{\n', '{\n  "class": "meta",\n'), /laid out/],
    ['another layout', text.replaceAll('  ', '\t'), /laid out/],
    ['no line end', text.trimEnd(), /laid out/],
    ['a byte-order mark', `\ufeff${text}`, /^manifest\.json: is not JSON$/],
    ['escapes where none are needed', text.replace('"Faster', '"\\u0046aster'), /laid out/],
    ['a prototype', text.replace('{\n', '{\n  "__proto__": {},\n'), /unknown member "__proto__"/],
    ['lists in lists without end', '['.repeat(60_000), /is not JSON/],
    ['very much', ' '.repeat(70_000), /at most 65536 are read/],
  ])('that is %s is refused', async (_, manifest, problem) => {
    expect(await problemsOf({ ...upgradeFiles(), 'manifest.json': manifest })).toContainEqual(
      expect.stringMatching(problem),
    )
  })
})

describe('packing fills the manifest', () => {
  const fill = async (files: TestFiles): Promise<string> => {
    const { index, readChunk } = makeBundle(files)
    return fillManifest(index, readChunk)
  }

  test('with hashes and sizes, in the right layout, and then changes nothing', async () => {
    const { artifacts, source, ...rest } = manifestOf(UPGRADE_CONTENT)
    const draft = JSON.stringify({
      ...rest,
      source: { description: source.description },
      artifacts: artifacts.map(({ platform, path }) => ({ platform, path })),
    })
    const filled = await fill({ ...UPGRADE_CONTENT, 'manifest.json': draft })
    const files = { ...UPGRADE_CONTENT, 'manifest.json': filled }
    expect(await problemsOf(files)).toEqual([])
    expect(JSON.parse(filled)).toEqual(manifestOf(UPGRADE_CONTENT))
    expect(await fill(files)).toBe(filled)
  })

  test('as far as it is one', async () => {
    expect(await fill({ 'manifest.json': '{"artifacts":[7,{"path":"none"}],"source":1}' })).toBe(
      formatDocument({ artifacts: [7, { path: 'none' }], source: 1 }),
    )
    await expect(fill({ 'manifest.json': '[]' })).rejects.toThrow('is not a JSON object')
    await expect(fill({ 'manifest.json': '{' })).rejects.toThrow('is not a JSON object')
    await expect(fill({ other: '' })).rejects.toThrow('there is no manifest.json')
  })
})

test('the plan for the chain is made of the manifest', () => {
  const manifest = manifestOf(UPGRADE_CONTENT)
  const [artifact] = manifest.artifacts
  const recipe = `{
  "commands": [
    [
      "npm",
      "pack"
    ]
  ],
  "artifacts": [
    {
      "platform": "linux-x64",
      "path": "boule-0.2.0.tgz"
    }
  ]
}
`
  expect(planUpgrade(makeBundle(upgradeFiles()), manifest)).toEqual({
    name: 'Faster elections',
    version: 2,
    bundleRoot: makeBundle(upgradeFiles()).root,
    bundleBytes: makeBundle(upgradeFiles()).bytes,
    sourceHash: manifest.source.hash,
    recipeHash: toHex(sha256(utf8ToBytes(recipe))),
    artifacts: [{ platform: 'linux-x64', sha256: artifact?.sha256, bytes: 300_000 }],
  })
})
