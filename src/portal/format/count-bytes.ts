/** Bytes of a text as the chain counts them, in UTF-8. */
export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length
}
