import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createInstance, type i18n as I18n } from 'i18next'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider, initReactI18next } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import { accountQuery } from '../../data/chain-queries.ts'
import { rulesQuery } from '../../data/governance-queries.ts'
import { networkQuery } from '../../data/queries.ts'
import { de } from '../../i18n/locales/de/index.ts'
import { en } from '../../i18n/locales/en/index.ts'
import { MyWork } from './my-work.tsx'

const ACCOUNT = `0x${'11'.repeat(20)}`

async function speak(language: 'en' | 'de'): Promise<I18n> {
  const i18n = createInstance()
  await i18n.use(initReactI18next).init({
    lng: language,
    resources: { [language]: language === 'en' ? en : de },
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
  })
  return i18n
}

/** What the account sees of a proposal in a state, when it is the guardian and owns a delegate. */
async function draw(language: 'en' | 'de', proposal: object): Promise<string> {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  client.setQueryData(accountQuery(ACCOUNT).queryKey, {
    owns: { id: ACCOUNT, name: 'alpha' },
    operates: null,
  } as never)
  client.setQueryData(rulesQuery.queryKey, [
    { name: 'guardian', value: ACCOUNT },
    { name: 'guardianUntilEpoch', value: '9' },
  ] as never)
  client.setQueryData(networkQuery.queryKey, { epoch: { epoch: 3 } } as never)
  const work = createElement(MyWork, { proposal: proposal as never, account: ACCOUNT })
  const translated = createElement(I18nextProvider, { i18n: await speak(language) }, work)
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, translated))
}

const policy = { id: 7, state: 'timelocked', kind: 'policy', payload: { kind: 'policy' } }
const upgrade = { id: 7, state: 'support', kind: 'upgrade', payload: { kind: 'upgrade' } }

describe('the part of an account in a decision', () => {
  test.each([
    ['en', policy, ['You are the guardian', 'Why it must not be put', 'Go on with this veto']],
    ['de', policy, ['Sie sind der Wächter', 'Warum er nicht', 'Weiter mit diesem Veto']],
    ['en', upgrade, ['boule proposal preflight 7', 'It is good', 'Hash of the report']],
    ['de', upgrade, ['boule proposal preflight 7', 'Sie ist gut', 'Hash des Berichts']],
  ] as const)('in %s: %#', async (language, proposal, texts) => {
    const markup = await draw(language, proposal)
    for (const text of texts) expect(markup).toContain(text)
    // One form, whose fields have labels.
    expect(markup.match(/<form/g)).toHaveLength(1)
    const labelled = markup.match(/<input[^>]*type="text"[^>]*>/g) ?? []
    expect(labelled.every((input) => /aria-labelledby=|id=/.test(input))).toBe(true)
  })

  test('is nothing where nothing is asked', async () => {
    expect(await draw('en', { ...policy, state: 'voting' })).toBe('')
  })
})
