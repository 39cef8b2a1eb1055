/** The bytes are not a clean ABI encoding of the expected types. `message` says which rule was broken. */
export class AbiError extends Error {
  override readonly name = 'AbiError'
}
