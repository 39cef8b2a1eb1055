import { expect, test } from 'vitest'
import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import * as systemAddresses from '../system-addresses.ts'

test('a genesis keeps its hands off every system address', () => {
  expect([...PROTOCOL_ADDRESSES].toSorted()).toEqual(Object.values(systemAddresses).toSorted())
})
