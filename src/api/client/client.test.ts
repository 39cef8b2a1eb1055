import { expect, expectTypeOf, test } from 'vitest'
import { createApiClient, type ApiSchemas } from './create-api-client.ts'

test('paths, parameters and answers have the types of the contract', async () => {
  const asked: string[] = []
  const client = createApiClient({
    baseUrl: 'http://127.0.0.1/api/v1',
    fetch: async (request) => {
      asked.push(request.url)
      return Response.json({ items: [], next: null })
    },
  })
  const { data, error } = await client.GET('/delegates/{delegate}/buckets', {
    params: { path: { delegate: 'airfoil' }, query: { limit: 3, sort: 'votes' } },
  })
  expect(asked).toEqual(['http://127.0.0.1/api/v1/delegates/airfoil/buckets?limit=3&sort=votes'])
  expect(data?.items).toEqual([])
  expectTypeOf(data).toEqualTypeOf<
    { items: ApiSchemas['Bucket'][]; next: string | null } | undefined
  >()
  expectTypeOf(error?.code).toEqualTypeOf<ApiSchemas['Problem']['code'] | undefined>()
  // @ts-expect-error There is no such parameter.
  await client.GET('/delegates', { params: { query: { colour: 'red' } } })
  // @ts-expect-error There is no such sort.
  await client.GET('/delegates', { params: { query: { sort: 'colour' } } })
})
