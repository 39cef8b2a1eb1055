/** Testnets draw their chain ids from this range, of which no public network has one. */
const FIRST = 1_153_000_000
const COUNT = 1_000_000

/** The chain id that belongs to the seed of a testnet's randomness, so that two testnets have different ones. */
export function testnetChainId(seed: Uint8Array): number {
  return FIRST + (new DataView(seed.buffer, seed.byteOffset).getUint32(0) % COUNT)
}

/** Whether a chain id is that of a testnet, whose development accounts have public keys. */
export function isTestnetChainId(chainId: number): boolean {
  return chainId >= FIRST && chainId < FIRST + COUNT
}
