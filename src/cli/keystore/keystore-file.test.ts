import { decryptKeystoreJson, encryptKeystoreJson, Wallet } from 'ethers'
import { describe, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { decryptKey, encryptKey, parseKeystoreFile } from './keystore-file.ts'

const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const ADDRESS = toAddress('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
const CHEAP = { n: 1024, r: 8, p: 1 }

describe('a keystore file', () => {
  test.each(['correct horse', '', 'Größe ﬃ 口令'])(
    'under "%s" is opened by ethers',
    async (password) => {
      const file = await encryptKey(fromHex(KEY), ADDRESS, password, CHEAP)
      const opened = await decryptKeystoreJson(JSON.stringify(file), password)
      expect(opened.privateKey).toBe(KEY)
      expect(opened.address.toLowerCase()).toBe(ADDRESS)
    },
  )

  test('of ethers is opened here', async () => {
    const json = await encryptKeystoreJson(new Wallet(KEY), 'pass', {
      scrypt: { N: CHEAP.n, r: CHEAP.r, p: CHEAP.p },
    })
    expect(toHex(await decryptKey(parseKeystoreFile(json, 'x'), 'pass'))).toBe(KEY)
  })

  test('does not open with another password', async () => {
    const file = await encryptKey(fromHex(KEY), ADDRESS, 'right', CHEAP)
    await expect(decryptKey(file, 'wrong')).rejects.toThrow('the password is wrong')
  })

  test('has fresh salt and iv each time', async () => {
    const [one, two] = await Promise.all([
      encryptKey(fromHex(KEY), ADDRESS, 'p', CHEAP),
      encryptKey(fromHex(KEY), ADDRESS, 'p', CHEAP),
    ])
    expect(one.crypto.kdfparams.salt).not.toBe(two.crypto.kdfparams.salt)
    expect(one.crypto.cipherparams.iv).not.toBe(two.crypto.cipherparams.iv)
    expect(one.crypto.ciphertext).not.toContain(KEY.slice(2))
  })

  test('with the default cost takes 128 MiB for a guess', async () => {
    const file = await encryptKey(fromHex(KEY), ADDRESS, 'p')
    expect(file.crypto.kdfparams).toMatchObject({ n: 131_072, r: 8, p: 1, dklen: 32 })
    expect(toHex(await decryptKey(file, 'p'))).toBe(KEY)
  })
})

describe('parseKeystoreFile', () => {
  const row = async (change: (file: Record<string, never>) => void): Promise<string> => {
    const file = structuredClone(await encryptKey(fromHex(KEY), ADDRESS, 'p', CHEAP))
    change(file as unknown as Record<string, never>)
    return JSON.stringify(file)
  }
  const set = (path: string, value: unknown) => (file: Record<string, never>) => {
    const names = path.split('.')
    const last = names.pop() as string
    let at = file as Record<string, unknown>
    for (const name of names) at = at[name] as Record<string, unknown>
    at[last] = value
  }

  test.each([
    ['version', 1, '"version" must be 3'],
    ['address', 'abc', '"address" must be 40 hex digits'],
    ['crypto.kdf', 'pbkdf2', '"crypto.kdf" must be scrypt'],
    ['crypto.cipher', 'aes-256-gcm', '"crypto.cipher" must be aes-128-ctr'],
    ['crypto.mac', 'zz', '"crypto.mac" must be hex digits'],
    ['crypto.cipherparams.iv', '00', '"crypto.cipherparams.iv" must be hex digits'],
    ['crypto.kdfparams.n', 1000, '"crypto.kdfparams" must have'],
    ['crypto.kdfparams.n', 2 ** 30, '"crypto.kdfparams" must have'],
    ['crypto.kdfparams.dklen', 16, '"crypto.kdfparams" must have'],
  ])('names %s = %s', async (path, value, message) => {
    const text = await row(set(path, value))
    expect(() => parseKeystoreFile(text, 'alice')).toThrow(message)
    expect(() => parseKeystoreFile(text, 'alice')).toThrow(
      /^alice is not an Ethereum keystore file/,
    )
  })

  test.each(['', '[', 'null', '"x"'])('refuses %s', (text) => {
    expect(() => parseKeystoreFile(text, 'alice')).toThrow('is not an Ethereum keystore file')
  })
})
