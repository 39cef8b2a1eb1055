import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { AbiType } from '#base/abi/abi-type.ts'
import type { Random } from '../../sim/random.ts'
import { blsKeyPair, consensusKeyPair, SIM_KEYS, simAddress } from '../../sim/sim-keys.ts'
import { randomBytes } from './mutate-bytes.ts'

const TEXTS = [
  '',
  'delegate3',
  'delegate99',
  'Delegate',
  'a'.repeat(65),
  'é'.repeat(40),
  '0x',
  'io1',
]
const LENGTHS = [0, 1, 31, 32, 33, 48, 63, 64, 96, 97, 256, 257]

/** A value of a type: often one that means something on the simulator's networks, sometimes one at an edge. */
export function randomAbiValue(type: AbiType, random: Random): AbiValue {
  switch (type.kind) {
    case 'uint':
      return randomUint(type.bits, random)
    case 'int':
      return randomUint(type.bits - 1, random)
    case 'bool':
      return random.oneIn(2)
    case 'address':
      return random.oneIn(10) ? `0x${'00'.repeat(20)}` : simAddress(`owner ${random.below(20)}`)
    case 'string':
      return random.oneIn(3) ? simAddress(`reward ${random.below(5)}`) : random.pick(TEXTS)
    case 'bytes':
      return randomKey(random)
    case 'fixedBytes':
      return randomBytes(type.size, random)
    case 'array': {
      const count = type.length ?? random.below(random.oneIn(8) ? 40 : 4)
      return Array.from({ length: count }, () => randomAbiValue(type.element, random))
    }
    case 'tuple':
      return type.components.map((component) => randomAbiValue(component, random))
  }
}

function randomUint(bits: number, random: Random): bigint {
  const most = (1n << BigInt(bits)) - 1n
  if (random.oneIn(6)) return random.pick([most, most - 1n, most >> 1n, 0n, 1n])
  if (random.oneIn(3)) return (BigInt(random.below(2_000)) * 10n ** 18n) & most
  return BigInt(random.below(60)) & most
}

function randomKey(random: Random): Uint8Array {
  const index = random.below(SIM_KEYS)
  switch (random.below(5)) {
    case 0:
      return blsKeyPair(index).publicKey
    case 1:
      return blsKeyPair(index).proof
    case 2:
      return consensusKeyPair(index).publicKey
    default:
      return randomBytes(random.pick(LENGTHS), random)
  }
}
