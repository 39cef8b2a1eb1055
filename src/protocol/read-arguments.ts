import { AbiError } from '#base/abi/abi-error.ts'
import { AbiReader } from '#base/abi/abi-reader.ts'

/** Runs `read` on ABI bytes; undefined when the bytes are not clean. The one place where an `AbiError` is caught. */
export function readArguments<T>(
  data: Uint8Array,
  from: number,
  read: (reader: AbiReader) => T,
): { readonly value: T } | undefined {
  try {
    return { value: read(new AbiReader(data, from)) }
  } catch (error) {
    if (error instanceof AbiError) return undefined
    throw error
  }
}
