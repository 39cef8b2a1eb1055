import { expect, test } from 'vitest'
import type { Schemas } from '../../data/queries.ts'
import { createFormat } from '../../format/create-format.ts'
import { type ProfileDraft, readProfileDraft, toProfileDraft } from './profile-draft.ts'

const HASH = `0x${'ab'.repeat(32)}`
const profile: Schemas['Profile'] = {
  version: 2,
  height: 7,
  timeMs: 0,
  epoch: 1,
  transaction: HASH,
  displayName: 'Airfoil',
  group: 'wings',
  region: 'EU',
  website: 'https://example.org/',
  logoHash: HASH,
  textHash: null,
  links: ['https://example.org/a', 'https://example.org/b'],
  blockCommissionBps: 1_050,
  epochCommissionBps: 10_000,
  bonusCommissionBps: 0,
}

test.each(['en', 'de'])('a profile is in the fields as it is, and comes back: %s', (language) => {
  const format = createFormat(language)
  const { content, problems } = readProfileDraft(toProfileDraft(profile, format), profile, format)
  expect(problems).toEqual({})
  expect(content).toMatchObject({
    displayName: 'Airfoil',
    links: profile.links,
    logoHash: HASH,
    textHash: `0x${'00'.repeat(32)}`,
    blockCommissionBps: 1_050,
    epochCommissionBps: 10_000,
    bonusCommissionBps: 0,
  })
})

test.each<[string, Partial<ProfileDraft>, object]>([
  ['a name of too many bytes', { displayName: 'ä'.repeat(33) }, { displayName: 'tooLong' }],
  ['a website that is none', { website: 'javascript:alert(1)' }, { website: 'web' }],
  ['nine links', { links: 'https://a.example\n'.repeat(9) }, { links: 'links' }],
  ['a link that is none', { links: 'a.example' }, { links: 'links' }],
  ['more than all', { epochCommissionBps: '100.01' }, { epochCommissionBps: 'percent' }],
  ['no figure', { bonusCommissionBps: '' }, { bonusCommissionBps: 'percent' }],
])('%s is refused', (_, part, expected) => {
  const format = createFormat('en')
  const draft = { ...toProfileDraft(null, format), ...part }
  const { content, problems } = readProfileDraft(draft, null, format)
  expect(content).toBeUndefined()
  expect(problems).toEqual(expected)
})
