import { HDNodeWallet, Mnemonic } from 'ethers'
import { expect, test } from 'vitest'
import { DEV_PHRASE, deriveDevAccounts } from './dev-accounts.ts'

test('the accounts of a devnet are those that ethers derives from the phrase', async () => {
  const accounts = await deriveDevAccounts()
  const mnemonic = Mnemonic.fromPhrase(DEV_PHRASE)
  const expected = Array.from({ length: 10 }, (_, index) => {
    const wallet = HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${index}`)
    return { address: wallet.address, privateKey: wallet.privateKey }
  })
  expect(accounts).toEqual(expected)
  expect(accounts[0]?.address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
})
