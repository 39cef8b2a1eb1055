import { z } from 'zod'

/** What a request may carry in its path and query. Everything arrives as text; what is not exactly right is refused. */

/** A whole number in decimal digits. */
export function wholeParameter(min: number, max: number, description: string, unit?: string) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
      z
        .int()
        .min(min)
        .max(max)
        .meta(unit === undefined ? { description } : { description, 'x-unit': unit }),
    )
    .meta({ description })
}

export const heightParameter = (description: string) =>
  wholeParameter(0, MAX_HEIGHT, description, 'block')
export const epochParameter = (description: string) =>
  wholeParameter(0, MAX_HEIGHT, description, 'epoch')
export const idParameter = (description: string) => wholeParameter(0, MAX_HEIGHT, description)

export function flagParameter(description: string) {
  return z
    .preprocess(
      (value) => (value === 'true' ? true : value === 'false' ? false : value),
      z.boolean().meta({ description }),
    )
    .meta({ description })
}

/** 0x… in lower case or with its checksum (EIP-55), or io1… (bech32). */
export const addressParameter = (description: string) =>
  z
    .string()
    .regex(/^(0x[0-9a-fA-F]{40}|io1[02-9ac-hj-np-z]{38})$/, 'must be an address, 0x… or io1…')
    .meta({ description, examples: ['0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'] })

export const hashParameter = (description: string) =>
  z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'must be a hash, 0x and 64 hexadecimal digits')
    .meta({ description })

/** A delegate by its identity (0x… or io1…) or its name. */
export const delegateParameter = (description: string) =>
  z
    .string()
    .regex(
      /^(0x[0-9a-fA-F]{40}|io1[02-9ac-hj-np-z]{38}|[\x21-\x2e\x30-\x7e]{1,32})$/,
      'must be an address or a name',
    )
    .meta({ description, examples: ['airfoil'] })

/** Rau in decimal digits; may be below nothing. */
export const signedRauParameter = (description: string) =>
  z
    .string()
    .regex(/^-?\d{1,40}$/, 'must be an amount of Rau in decimal digits')
    .meta({ description, 'x-unit': 'rau' })

export const rauParameter = (description: string) =>
  z
    .string()
    .regex(/^\d{1,40}$/, 'must be an amount of Rau in decimal digits')
    .meta({ description, 'x-unit': 'rau' })

/** Words to search for. */
export const searchParameter = (description: string) =>
  z
    .string()
    .min(1)
    .max(100)
    // oxlint-disable-next-line no-control-regex -- they are what is refused
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must have no control characters')
    .meta({ description })

const MAX_HEIGHT = 2_147_483_647
