import { expect, test } from 'vitest'
import { withPart } from './search-params.ts'

interface Search {
  readonly name?: string
  readonly days?: string
}

test('two changes that were made at once are both there in the end', () => {
  const changes = [withPart<Search>({ name: 'alpha' }), withPart<Search>({ days: '7' })]
  const after = changes.reduce<Search>((before, change) => change(before), { days: '91' })
  expect(after).toEqual({ name: 'alpha', days: '7' })
})

test('what is named as undefined is taken away', () => {
  expect(withPart<Search>({ days: undefined })({ name: 'alpha', days: '7' })).toStrictEqual({
    name: 'alpha',
  })
})
