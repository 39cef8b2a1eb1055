/** Lower-case hexadecimal text with the prefix `0x`, two digits per byte. */
export type Hex = `0x${string}`

const DIGITS = '0123456789abcdef'
const PAIRS: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `${DIGITS[byte >> 4]}${DIGITS[byte & 15]}`,
)

/** Bytes to `0x…` text. */
export function toHex(bytes: Uint8Array): Hex {
  let text = '0x'
  for (let i = 0; i < bytes.length; i++) text += PAIRS[bytes[i] as number]
  return text as Hex
}

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 97 && code <= 102) return code - 87
  if (code >= 65 && code <= 70) return code - 55
  return -1
}

/** `0x…` text to bytes, or `undefined` when it is not an even number of hex digits with the prefix. Either case is taken. */
export function parseHex(text: string): Uint8Array | undefined {
  if (text.length < 2 || text.length % 2 !== 0 || text[0] !== '0' || text[1] !== 'x') return undefined
  const bytes = new Uint8Array(text.length / 2 - 1)
  for (let i = 0; i < bytes.length; i++) {
    const high = nibble(text.charCodeAt(2 * i + 2))
    const low = nibble(text.charCodeAt(2 * i + 3))
    if (high < 0 || low < 0) return undefined
    bytes[i] = (high << 4) | low
  }
  return bytes
}

/** `0x…` text that is known to be good to bytes. Throws on anything else; for input use `parseHex`. */
export function fromHex(text: string): Uint8Array {
  const bytes = parseHex(text)
  if (bytes === undefined) throw new TypeError(`not hex text: ${text.slice(0, 80)}`)
  return bytes
}
