import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { ImpactPort } from './impact/create-impact-port.ts'

/** An impact that never changes: one epoch in which a delegate got less. */
export function createFakeImpact(delegate: Address): ImpactPort {
  const named = { delegate, name: 'bob' }
  const rewards = (epochCoins: number) => ({
    blockRau: coins(8),
    epochRau: coins(epochCoins),
    foundationRau: 0n,
  })
  const sums = (epochCoins: number) => ({
    ...rewards(epochCoins),
    communityRau: 0n,
    slashedRau: 0n,
  })
  const pair = { before: rewards(20), after: rewards(10) }
  const seat = { rank: 1, ...named, votesRau: coins(100), producer: true }
  return ({ payload, account, delegate: wanted }) =>
    Promise.resolve({
      kind: payload.kind,
      epochs: [
        {
          epoch: 2,
          before: sums(20),
          after: sums(10),
          unproductive: { before: 0, after: 0 },
          delegate: wanted === undefined ? undefined : pair,
        },
      ],
      gaps: [{ epoch: 1, gap: 'ranking', reason: 'its ranking is not kept' }],
      sum: { before: sums(20), after: sums(10) },
      delegates: [{ ...named, ...pair }],
      set: { epoch: 4, before: [seat], after: [seat] },
      treasury: undefined,
      voter:
        account === undefined
          ? undefined
          : {
              account,
              delegates: [
                {
                  ...named,
                  votesRau: coins(50),
                  ofRau: coins(100),
                  ...pair,
                  commissions: undefined,
                  promised: undefined,
                },
              ],
            },
      noFigures: [],
      notes: ['As it was.'],
    })
}
