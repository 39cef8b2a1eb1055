import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  makeBundle,
  manifestOf,
  UPGRADE_CONTENT,
  upgradeFiles,
  writeFolder,
} from '#bundles/bundle.fixture.ts'
import { planUpgrade } from '#bundles/upgrade-plan.ts'
import { effectWords } from './effect-words.ts'
import { readProposalFile } from './proposal-file.ts'

const ALICE = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const CHANGE = { rule: 'epochRewardRau', from: '18,750 coins', to: '9,000 coins' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boule-proposal-'))
  writeFileSync(path.join(folder, 'why.md'), 'Because.\n')
  writeFileSync(path.join(folder, 'share.js'), 'function communityShare() { return "0" }\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

function read(members: object | string) {
  const document =
    typeof members === 'string'
      ? members
      : JSON.stringify({ title: 'One', text: 'why.md', ...members })
  writeFileSync(path.join(folder, 'one.json'), document)
  return readProposalFile(folder, 'one.json')
}

describe('a proposal in files', () => {
  test.each<readonly [string, object, string | undefined, readonly string[]]>([
    [
      'a policy',
      { kind: 'policy', changes: [CHANGE], sunsetEpochs: 5 },
      'policy',
      [
        'epochRewardRau: 18,750 → 9,000 coins (For each epoch, shared by votes)',
        'for 5 epochs; then as it was before',
      ],
    ],
    [
      'a policy that touches the strictest class',
      { kind: 'policy', changes: [CHANGE, { rule: 'maxVotingSlots', from: 5, to: '6' }] },
      'meta',
      [
        'epochRewardRau: 18,750 → 9,000 coins (For each epoch, shared by votes)',
        'maxVotingSlots: 5 → 6 proposals (Proposals that may be voted on at once)',
      ],
    ],
    [
      'payments',
      {
        kind: 'treasury',
        payments: [
          { to: ALICE, perEpoch: '100 coins', epochs: 10 },
          { to: ALICE, perEpoch: '2.5', epochs: 1 },
        ],
      },
      'policy',
      [
        `pays 100 coins to ${ALICE.toLowerCase()} from the community fund in each of 10 epochs: 1,000 coins in all`,
        `pays 2.5 coins to ${ALICE.toLowerCase()} from the community fund, once`,
      ],
    ],
    [
      'a directive',
      { kind: 'directive', assignee: ALICE, dueEpochs: 14 },
      'directive',
      [
        `asks ${ALICE.toLowerCase()} to do what the text says, within 14 epochs of its confirmation`,
      ],
    ],
    [
      'a script',
      { kind: 'script', slot: 'community-share', source: 'share.js' },
      'technical',
      ['puts a script of 41 bytes in the place of the formula community-share'],
    ],
    [
      'a counter-vote',
      { kind: 'cancel', proposal: 12 },
      undefined,
      ['stops proposal 12 before it is put into action'],
    ],
  ])('says what %s would do', async (_, members, kind, effect) => {
    const file = await read(members)
    expect(file).toMatchObject({ title: 'One', text: 'Because.\n', class: kind })
    expect(effectWords(file.payload)).toEqual(effect)
  })

  test('says what a software change would do, from its bundle', async () => {
    writeFolder(path.join(folder, 'two'), upgradeFiles())
    const plan = planUpgrade(makeBundle(upgradeFiles()), manifestOf(UPGRADE_CONTENT))
    const file = await read({ kind: 'upgrade', bundle: 'two', activationEpochs: 3 })
    expect(file).toMatchObject({
      class: 'technical',
      payload: {
        kind: 'upgrade',
        bundleRoot: plan.bundleRoot,
        recipeHash: plan.recipeHash,
        activationEpochs: 3,
      },
    })
    expect(effectWords(file.payload)[0]).toBe(
      `changes the software to version ${plan.version}, “${plan.name}”, 3 epochs after enough delegates are ready`,
    )
    writeFolder(path.join(folder, 'three'), { ...upgradeFiles(), 'stranger.txt': 'x' })
    await expect(read({ kind: 'upgrade', bundle: 'three', activationEpochs: 3 })).rejects.toThrow(
      'bundle ',
    )
  })

  test.each<readonly [string, object | string, string]>([
    ['no JSON', '{', 'it is no JSON'],
    ['a list', '[]', 'it must be one JSON object'],
    ['an unknown kind', { kind: 'law' }, 'kind must be one of directive, policy, treasury'],
    ['no title', { kind: 'cancel', proposal: 1, title: '' }, 'title must have 1 to 80 bytes'],
    [
      'a title that is too long',
      { kind: 'cancel', proposal: 1, title: 'é'.repeat(41) },
      'title must have 1 to 80 bytes, not 82',
    ],
    ['no text', { kind: 'cancel', proposal: 1, text: 1 }, 'text must name a file'],
    ['a text that is not there', { kind: 'cancel', proposal: 1, text: 'no.md' }, 'ENOENT'],
    [
      'a stranger',
      { kind: 'cancel', proposal: 1, changes: [] },
      'changes is no member of a cancel',
    ],
    ['no changes', { kind: 'policy', changes: [] }, 'changes must be a list of 1 to 32 objects'],
    [
      'an unknown rule',
      { kind: 'policy', changes: [{ ...CHANGE, rule: 'tax' }] },
      'changes[0].rule must be a rule, not "tax"',
    ],
    [
      'a value out of bounds',
      { kind: 'policy', changes: [{ rule: 'policyVotingEpochs', from: 2, to: 0 }] },
      'changes[0].to (policyVotingEpochs) must be a whole number of epochs from 1 to 1000',
    ],
    [
      'the same rule twice',
      { kind: 'policy', changes: [CHANGE, CHANGE] },
      'changes[1] changes epochRewardRau a second time',
    ],
    [
      'no change',
      { kind: 'policy', changes: [{ ...CHANGE, to: CHANGE.from }] },
      'changes[0] leaves epochRewardRau as it is',
    ],
    [
      'several faults at once',
      { kind: 'treasury', payments: [{ to: 'me', perEpoch: '0', epochs: 0 }] },
      'payments[0].epochs must be a whole number from 1 to 10000',
    ],
    [
      'a proposal that is no number',
      { kind: 'cancel', proposal: '1' },
      'proposal must be a whole number',
    ],
    ['no bundle', { kind: 'upgrade', activationEpochs: 1 }, 'bundle must name the folder'],
  ])('with %s is refused', async (_, members, message) => {
    await expect(read(members)).rejects.toThrow(message)
  })
})
