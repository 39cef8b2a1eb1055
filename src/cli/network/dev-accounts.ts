/** The usual phrase of development chains. Everybody knows it: coins on a public network would be taken. */
export const DEV_PHRASE = 'test test test test test test test test test test test junk'
export const DEV_ACCOUNTS = 10

export interface DevAccount {
  readonly address: `0x${string}`
  readonly privateKey: `0x${string}`
}

/** The ten accounts that every devnet funds, derived from `DEV_PHRASE` as wallets do (m/44'/60'/0'/0/i). */
export async function deriveDevAccounts(): Promise<readonly DevAccount[]> {
  const [{ HDKey, privateKeyToAddress }, { mnemonicToSeedSync }, { toHex }] = await Promise.all([
    import('viem/accounts'),
    import('@scure/bip39'),
    import('#base/hex.ts'),
  ])
  const parent = HDKey.fromMasterSeed(mnemonicToSeedSync(DEV_PHRASE)).derive("m/44'/60'/0'/0")
  return Array.from({ length: DEV_ACCOUNTS }, (_, index) => {
    const { privateKey } = parent.deriveChild(index)
    if (privateKey === null) throw new Error('a derived account has a private key')
    return { address: privateKeyToAddress(toHex(privateKey)), privateKey: toHex(privateKey) }
  })
}
