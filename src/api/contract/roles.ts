import { z } from 'zod'

export const ROLES = ['producer', 'verifier', 'standby', 'none'] as const
export type Role = (typeof ROLES)[number]

/** What a delegate does in an epoch. */
export const role = z.enum(ROLES).meta({
  description:
    'producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part',
})
