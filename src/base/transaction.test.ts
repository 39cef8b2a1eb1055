import { Transaction as EthersTransaction } from 'ethers'
import fc from 'fast-check'
import { parseTransaction, serializeTransaction } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, describe, expect, it } from 'vitest'
import { toAddress } from './address.ts'
import { keccak256 } from './hash.ts'
import { fromHex, toHex } from './hex.ts'
import { recoverSender } from './sender.ts'
import { signDigest } from './secp256k1-native.ts'
import {
  addressOfPrivateKey,
  encodeTransaction,
  encodeTransactionForSigning,
  signTransaction,
} from './sign-transaction.ts'
import { anyPrivateKey, anyTransaction } from './transaction.fixture.ts'
import {
  decodeTransaction,
  MAX_TRANSACTION_BYTES,
  type Transaction,
  TransactionError,
  type TransactionFields,
} from './transaction.ts'

const executed = { compared: 0, viem: 0, random: 0, mutated: 0, mutatedDecoded: 0 }
afterAll(() => console.log('transaction cases', JSON.stringify(executed)))

const KEY = keccak256(new Uint8Array(1))

/** Recorded from a real iotex-core v2.4.4 node, chain id 4690, with the hash that it answered. */
const RECORDED: readonly [string, string, string, string][] = [
  [
    'legacy transfer',
    '0xf86e8085e8d4a51000825208945213a14a401b17949efd4d77fc5b1b9e04d80a0d880de0b6b3a7640000808224c8a0ada235cd6dfe1fe57f00767c93f2d3ef040aa2557c8c0b7c85f53be410f243fca0799fe62a193167041300a96e0c456f68e8c8bcfc2ae4c9afbc59655acb7cbe29',
    '0x25a48f2e753756b9ce42694c811509faf24f34e05d391a16d6c1c2097ea52fae',
    '0xa5991c9342390da2b3417372bbe62894a9903f67',
  ],
  [
    'access list transfer',
    '0x01f8708212520285e8d4a51000825208945213a14a401b17949efd4d77fc5b1b9e04d80a0d880de0b6b3a764000080c080a0b79f60fdf483d513775be84f5554eb6183889a8e5afac44c00c9be6467e8ccd1a0077619436264794f59f177e860d2079a3935f1c4d2c1516cd41eadeb394d03f8',
    '0x1381f167d3050d7d872740aed8e2f0cc5d1c8ea88e1e3afad9d405cfebc3f2ec',
    '0xa5991c9342390da2b3417372bbe62894a9903f67',
  ],
  [
    'dynamic fee transfer',
    '0x02f874821252038203e88601d1a94a2000825208945213a14a401b17949efd4d77fc5b1b9e04d80a0d880de0b6b3a764000080c001a04724ec2267d26b6e259f7b44bd267561fbef08c8e53ca22d89979a51dd182caea0160d948fca0147ad67aff9e3d5902c798cd48969509533562f89709bbdaa5ebb',
    '0xdcac5fc8b635751d8af08cd798eb4d0b9198c3ec2a51760b45eb6c60d0ee9d5d',
    '0xa5991c9342390da2b3417372bbe62894a9903f67',
  ],
  [
    'transfer with gas 10000',
    '0xf8660685e8d4a51000822710945213a14a401b17949efd4d77fc5b1b9e04d80a0d01808224c7a08868b36f355e56e774589283f323037b8bd586d1989649fb453c0a9f6fea0286a02211e7eb5ebd4c77729d910ff26824ba15e2682caeb053292262e5587784e5af',
    '0x8df0d301bf5063c166a89397adccc0661f112bd71e78ff8d694c56ca19e2691d',
    '0xa5991c9342390da2b3417372bbe62894a9903f67',
  ],
  [
    'contract creation',
    '0xf8690785e8d4a51000830493e0808096600a600c600039600a6000f3602a60005260206000f38224c7a09a115eeaf859a7c97ca0270e0c1fb867d40f30217ec48eec1362bd4093f0d05ba03f22c0c809e0e50f0372c30a3354cea48c42db7b20177b2301d19451cfbb19d3',
    '0x96d49721d03300158c482cb812520a85b1f66a8e65bb7074488f0e4f2329a12c',
    '0xa5991c9342390da2b3417372bbe62894a9903f67',
  ],
  [
    'createStake 1000 for 91 days, auto',
    '0xf9016d8085e8d4a5100083061a809404c22afae6a03438b8fed74cb1cf441168df3f1280b90104a3d374c400000000000000000000000000000000000000000000000000000000000000a000000000000000000000000000000000000000000000003635c9adc5dea00000000000000000000000000000000000000000000000000000000000000000005b000000000000000000000000000000000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000000e00000000000000000000000000000000000000000000000000000000000000005616c70686100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000008224c7a0f2116610146aae9cb159b6864036ae41bfa7e3ce94e2eface3e7e6d917422fd7a00d42525a178c2eaadefaa6ae6765f950169df8726c8f56428255fa7d7fe29ee0',
    '0x066be0f6f0a37279145511e1697d3f0d5475d8436be4ca4f739fe55449fa0599',
    '0x5ce41cf23965cc2e00088e4012507f2072fe580b',
  ],
  [
    'createStake as dynamic fee',
    '0x02f9017182125201018601d1a94a200083061a809404c22afae6a03438b8fed74cb1cf441168df3f1280b90104a3d374c400000000000000000000000000000000000000000000000000000000000000a000000000000000000000000000000000000000000000006c6b935b8bbd400000000000000000000000000000000000000000000000000000000000000000001e000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000e0000000000000000000000000000000000000000000000000000000000000000462657461000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000c080a07507d996e86f70efcb630252be302b7553755b0c66c526b11899030cc97d61d7a0722006e3d4242df942459850246529b2895fbb252b4436e28aad36dcd4f82a41',
    '0xfe651da66342d76d3cbdd3e080373249a582df8d024d283b57bec575eb71176a',
    '0x43b8fcccf7d54cf14c32f4e5641e1f7092d284b9',
  ],
  [
    'claimFor',
    '0xf9014c0185e8d4a5100083061a8094a576c141e5659137ddda4223d209d4744b2106be80b8e4d804b87c0000000000000000000000000000000000000000000000000de0b6b3a7640000000000000000000000000000000000000000000000000000000000000000006000000000000000000000000000000000000000000000000000000000000000c00000000000000000000000000000000000000000000000000000000000000029696f31676b75736e793861393737386174396663756d657338767336793376636e64616e786d706a6c000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000008224c7a0b0f0f5645c51574157adae45399e3416c1a126f4dc0e87c3db245d364ebe5da7a03662a5e9229f2d90f864c202f212504e6398793f94b40cdbb4637066cff6bc00',
    '0xc979464eb03e277813abf60db6d995da2de3dfd8f4b87627a984e01367f9264b',
    '0x03e079ef28a5df4751df0f0f3df4420dbada609f',
  ],
]

describe('recorded transactions of a real node', () => {
  it.each(RECORDED)('%s', (_name, raw, hash, from) => {
    const transaction = decodeTransaction(fromHex(raw))
    expect(transaction.chainId).toBe(4690)
    expect(transaction.hash).toBe(hash)
    expect(senderOf(transaction)).toBe(from)
    expect(toHex(encodeTransaction(transaction, transaction))).toBe(raw)
  })
})

function senderOf(transaction: Transaction): string | undefined {
  return recoverSender(transaction.signingHash, transaction.r, transaction.s, transaction.yParity)
}

function compareWithEthers(transaction: Transaction): void {
  const other = EthersTransaction.from(toHex(transaction.raw))
  expect(other.hash).toBe(transaction.hash)
  expect(other.unsignedHash).toBe(toHex(transaction.signingHash))
  expect(other.type).toBe(transaction.type)
  expect(other.chainId).toBe(BigInt(transaction.chainId))
  expect(other.nonce).toBe(transaction.nonce)
  expect(other.gasLimit).toBe(BigInt(transaction.gasLimit))
  expect(other.gasPrice ?? other.maxFeePerGas).toBe(transaction.maxFeePerGasRau)
  expect(other.gasPrice ?? other.maxPriorityFeePerGas).toBe(transaction.maxPriorityFeePerGasRau)
  expect(other.to?.toLowerCase()).toBe(transaction.to)
  expect(other.value).toBe(transaction.valueRau)
  expect(other.data).toBe(toHex(transaction.data))
  expect(
    (other.accessList ?? []).map((entry) => [entry.address.toLowerCase(), entry.storageKeys]),
  ).toEqual(transaction.accessList.map((entry) => [entry.address, entry.storageKeys]))
  expect(other.signature?.r).toBe(toHex(transaction.r))
  expect(other.signature?.s).toBe(toHex(transaction.s))
  expect(other.signature?.yParity).toBe(transaction.yParity)
}

describe('compared with ethers', () => {
  it('random transactions: every field, both hashes, the sender, and the same bytes again', () => {
    fc.assert(
      fc.property(anyTransaction, anyPrivateKey, (fields, privateKey) => {
        executed.compared++
        const raw = signTransaction(fields, privateKey, signDigest)
        const transaction = decodeTransaction(raw)
        compareWithEthers(transaction)
        expect(toHex(encodeTransaction(transaction, transaction))).toBe(toHex(raw))
        expect(keccak256(encodeTransactionForSigning(transaction))).toEqual(transaction.signingHash)
        expect(senderOf(transaction)).toBe(addressOfPrivateKey(privateKey))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('compared with viem', () => {
  const account = privateKeyToAccount(toHex(KEY))
  const base = { chainId: 4690, nonce: 7, gas: 10_000n, value: 5n, to: account.address } as const
  const rows = [
    ['legacy', { ...base, type: 'legacy', gasPrice: 10n ** 12n }],
    ['EIP-2930', { ...base, type: 'eip2930', gasPrice: 10n ** 12n, data: '0xa3d374c4' }],
    [
      'EIP-2930 with an access list',
      {
        ...base,
        type: 'eip2930',
        gasPrice: 1n,
        accessList: [{ address: account.address, storageKeys: [toHex(KEY)] }],
      },
    ],
    ['EIP-1559', { ...base, type: 'eip1559', maxFeePerGas: 9n, maxPriorityFeePerGas: 1n }],
    ['nothing set', { ...base, type: 'eip1559', nonce: 0, gas: 0n, value: 0n }],
  ] as const
  it.each(rows)('%s: signed by viem, decoded here', async (_name, request) => {
    executed.viem++
    const raw = await account.signTransaction(request)
    const transaction = decodeTransaction(fromHex(raw))
    compareWithEthers(transaction)
    expect(senderOf(transaction)).toBe(account.address.toLowerCase())
    expect(parseTransaction(raw).chainId).toBe(transaction.chainId)
    expect(toHex(encodeTransactionForSigning(transaction))).toBe(serializeTransaction(request))
    // noble signs deterministically (RFC 6979), and so do we.
    expect(toHex(signTransaction(transaction, KEY))).toBe(raw)
    expect(toHex(signTransaction(transaction, KEY, signDigest))).toBe(raw)
  })
})

describe('limits', () => {
  const fields: TransactionFields = {
    type: 2,
    chainId: 1,
    nonce: 0,
    gasLimit: 0,
    maxFeePerGasRau: 0n,
    maxPriorityFeePerGasRau: 0n,
    to: toAddress(`0x${'11'.repeat(20)}`),
    valueRau: 0n,
    data: new Uint8Array(0),
    accessList: [],
  }

  it('takes the largest transaction and refuses one byte more', () => {
    const overhead =
      signTransaction({ ...fields, data: new Uint8Array(60_000) }, KEY).length - 60_000
    // Signatures differ in length when r or s has leading zeros; try data until the sum is exact.
    const ofLength = (length: number): Uint8Array => {
      for (let fill = 0; fill < 64; fill++) {
        const data = new Uint8Array(length - overhead).fill(fill)
        const raw = signTransaction({ ...fields, data }, KEY, signDigest)
        if (raw.length === length) return raw
      }
      throw new Error('no such transaction')
    }
    const largest = decodeTransaction(ofLength(MAX_TRANSACTION_BYTES))
    compareWithEthers(largest)
    expect(() => decodeTransaction(ofLength(MAX_TRANSACTION_BYTES + 1))).toThrow(
      'has 65537 bytes; at most 65536',
    )
  })

  const most = Number.MAX_SAFE_INTEGER
  it('refuses a legacy chain id whose v is safe with one parity only', () => {
    let refused = 0
    for (let nonce = 0; nonce < 8; nonce++) {
      const change = { type: 0, chainId: 2 ** 52 - 18, nonce } as const
      const raw = signTransaction({ ...fields, ...change }, KEY, signDigest)
      expect(() => decodeTransaction(raw)).toThrow('chain id is above')
      refused++
    }
    expect(refused).toBe(8)
  })

  it.each([
    ['nonce', { nonce: most }],
    ['gas limit', { gasLimit: most }],
    ['chain id', { chainId: most }],
    ['chain id of a legacy transaction', { type: 0, chainId: 2 ** 52 - 19 }],
    ['fees', { maxFeePerGasRau: 2n ** 256n - 1n, maxPriorityFeePerGasRau: 2n ** 256n - 1n }],
    ['value', { valueRau: 2n ** 256n - 1n }],
  ] as const)('takes the largest %s', (_name, change) => {
    const raw = signTransaction({ ...fields, ...change }, KEY, signDigest)
    const transaction = decodeTransaction(raw)
    expect(transaction).toMatchObject(change)
    expect(toHex(encodeTransaction(transaction, transaction))).toBe(toHex(raw))
  })
})

describe('random and damaged bytes', () => {
  /** Decodes or refuses; what is decoded has one encoding, and ethers sees the same. */
  const check = (bytes: Uint8Array): boolean => {
    let transaction: Transaction
    try {
      transaction = decodeTransaction(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(TransactionError)
      const { code } = error as TransactionError
      // Nothing good is refused: ethers cannot read it either, or writes it in another way.
      if (code === 'malformed') expect(ethersRewrites(bytes)).toBe(false)
      return false
    }
    expect(toHex(encodeTransaction(transaction, transaction))).toBe(toHex(bytes))
    compareWithEthers(transaction)
    return true
  }

  const ethersRewrites = (bytes: Uint8Array): boolean => {
    try {
      const other = EthersTransaction.from(toHex(bytes))
      return other.isSigned() && other.serialized === toHex(bytes)
    } catch {
      return false
    }
  }

  it('random bytes', () => {
    const start = fc.constantFrom(0x01, 0x02, 0x03, 0x04, 0xc0, 0xf8, 0xf9)
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (first, bytes) => {
        executed.random++
        bytes[0] = first
        check(bytes)
      }),
      { numRuns: 5_000 },
    )
  })

  it('good transactions with one byte changed', () => {
    fc.assert(
      fc.property(
        anyTransaction,
        anyPrivateKey,
        fc.nat(),
        fc.nat(255),
        (fields, key, at, value) => {
          executed.mutated++
          const raw = signTransaction(fields, key, signDigest)
          raw[at % raw.length] = value
          if (check(raw)) executed.mutatedDecoded++
        },
      ),
      { numRuns: 3_000 },
    )
    expect(executed.mutatedDecoded).toBeGreaterThan(300)
  })
})
