import { z } from 'zod'

/** Fields that many answers have. Each says its unit as `x-unit` in the schema. */

/** An amount: Rau (10^-18 coin) in decimal digits, because numbers of JSON lose digits. */
export const rau = (description: string) =>
  z
    .string()
    .regex(/^\d{1,78}$/)
    .meta({ description, 'x-unit': 'rau' })

/** An amount that may be below nothing. */
export const signedRau = (description: string) =>
  z
    .string()
    .regex(/^-?\d{1,78}$/)
    .meta({ description, 'x-unit': 'rau' })

const whole = (unit: string) => (description: string) =>
  z.int().min(0).meta({ description, 'x-unit': unit })

export const height = whole('block')
export const epoch = whole('epoch')
export const count = whole('count')
export const basisPoints = whole('bps')
/** Since 1970-01-01T00:00:00Z. */
export const timeMs = whole('ms')
export const durationMs = whole('ms')
export const timeSeconds = whole('s')
export const days = whole('day')
export const gas = whole('gas')

export const text = (description: string) => z.string().meta({ description })
export const flag = (description: string) => z.boolean().meta({ description })

export const address = (description: string) =>
  z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .meta({ description, format: 'address' })

export const ioAddress = (description: string) =>
  z
    .string()
    .regex(/^io1[0-9a-z]{38}$/)
    .meta({ description })

export const hash = (description: string) =>
  z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .meta({ description })

export const bytes = (description: string) =>
  z
    .string()
    .regex(/^0x([0-9a-f]{2})*$/)
    .meta({ description })

/** A delegate, named. The name is null when it is not known any more. */
export const delegateReference = z
  .object({
    id: address('Identity of the delegate'),
    name: text('Name of the delegate').nullable(),
  })
  .meta({ id: 'DelegateReference' })
