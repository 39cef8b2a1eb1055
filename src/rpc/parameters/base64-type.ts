import { base64Length, decodeBase64 } from '#bundles/base64.ts'
import type { ParameterType } from '../method.ts'
import { mustBe } from './read-value.ts'

/** At most `maxBytes` bytes as base64 with padding, in the one way of writing them. */
export function base64(maxBytes: number): ParameterType<Uint8Array> {
  const maxLength = base64Length(maxBytes)
  return {
    schema: { type: 'string', contentEncoding: 'base64', maxLength },
    read: (value, name) => {
      const bytes =
        typeof value === 'string' && value.length <= maxLength ? decodeBase64(value) : undefined
      if (bytes === undefined || bytes.length > maxBytes) {
        throw mustBe(name, `at most ${maxBytes} bytes as base64`, value)
      }
      return bytes
    },
  }
}
