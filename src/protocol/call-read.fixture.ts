import { decodeAbi } from '#base/abi/abi-decoder.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import {
  encodeCall,
  functionSelector,
  parseAbiSignature,
  readSelector,
} from '#base/abi/abi-signature.ts'
import { parseAbiType } from '#base/abi/abi-type.ts'
import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { toHex } from '#base/hex.ts'
import { findRead } from './dispatch.ts'
import { EPOCHS_STATUSES } from './epochs/status.ts'
import { MACHINE_STATUSES } from './status.ts'
import { addressOf, type TestNetwork } from './test-network.fixture.ts'

/** Calls a read as `eth_call` does: its values, or a refusal as its name and figures in words. */
export function callRead(
  network: TestNetwork,
  to: Address,
  signature: string,
  values: readonly AbiValue[],
): readonly AbiValue[] | string {
  const data = encodeCall(signature, values)
  const answer = network.machine.call({ from: addressOf('nobody'), to, valueRau: 0n, data })
  if (!answer.ok) return describeRefusal(answer.data)
  const { returns } = must(findRead(to, data), 'a read that answered')
  return decodeAbi(returns.map(parseAbiType), answer.data)
}

function describeRefusal(data: Uint8Array): string {
  const status = must(
    [...EPOCHS_STATUSES, ...MACHINE_STATUSES].find(
      ({ error }) => functionSelector(error) === readSelector(data),
    ),
    'a refusal that a read can give',
  )
  const { name, inputs } = parseAbiSignature(status.error)
  const figures = decodeAbi(inputs, data.subarray(4)).map((value) =>
    value instanceof Uint8Array ? toHex(value) : String(value),
  )
  return [name, ...figures].join(' ')
}
