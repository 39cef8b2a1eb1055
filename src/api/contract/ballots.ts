import { z } from 'zod'
import {
  address,
  basisPoints,
  count,
  delegateReference,
  epoch,
  flag,
  hash,
  height,
  rau,
  text,
  timeMs,
} from './fields.ts'

export const ballot = z
  .object({
    proposal: count('Proposal'),
    title: text('Its title'),
    state: text('Its state'),
    voter: address('Account that votes'),
    delegate: delegateReference.nullable().meta({ description: 'The delegate that it owns' }),
    yesBps: basisPoints('Part of its power for yes'),
    noBps: basisPoints('Part of its power for no'),
    abstainBps: basisPoints('Part of its power for neither'),
    ownRau: rau('Its own power'),
    delegatedRau: rau('Power that others gave it'),
    signed: flag('Signed and brought by somebody else'),
    times: count('How often it voted; the last ballot counts'),
    height: height('Block'),
    epoch: epoch('Epoch of the block'),
    timeMs: timeMs('Time of the block'),
    transaction: hash('Transaction'),
  })
  .meta({ id: 'Ballot' })
