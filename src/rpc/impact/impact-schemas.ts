import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import { GAPS } from '#protocol/impact/settle-again.ts'
import type { JsonObject } from '../backend.ts'
import { CHECKED_ADDRESS, exactly, oneOfTexts } from '../boule-schemas.ts'
import { AMOUNT, FLAG, listOf, nullable, reference, TEXT, WHOLE } from '../schemas.ts'

/** JSON Schemas of what `boule_proposalImpact` answers. */

const REWARDS = reference('ImpactRewards')
const SUMS = reference('ImpactSums')
const NAMED = { delegate: CHECKED_ADDRESS, name: TEXT }
const SEATS = listOf(exactly({ rank: WHOLE, ...NAMED, votesRau: AMOUNT, producer: FLAG }))

function pairOf(schema: JsonObject) {
  return { before: schema, after: schema }
}

const REWARD_SUMS = { blockRau: AMOUNT, epochRau: AMOUNT, foundationRau: AMOUNT }

/** Shared schemas of the document. */
export const IMPACT_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  ImpactRewards: exactly(REWARD_SUMS),
  ImpactSums: exactly({ ...REWARD_SUMS, communityRau: AMOUNT, slashedRau: AMOUNT }),
  ProposalImpact: exactly({
    proposal: nullable(WHOLE),
    kind: oneOfTexts(...PAYLOAD_KINDS),
    epochs: listOf(
      exactly({
        epoch: WHOLE,
        ...pairOf(SUMS),
        unproductive: exactly(pairOf(WHOLE)),
        delegate: nullable(exactly(pairOf(REWARDS))),
      }),
    ),
    gaps: listOf(exactly({ epoch: WHOLE, gap: oneOfTexts(...GAPS), reason: TEXT })),
    sum: exactly(pairOf(SUMS)),
    delegates: listOf(exactly({ ...NAMED, ...pairOf(REWARDS) })),
    set: nullable(exactly({ epoch: WHOLE, ...pairOf(SEATS) })),
    treasury: nullable(
      listOf(
        exactly({
          epoch: WHOLE,
          inflowRau: AMOUNT,
          dueRau: AMOUNT,
          paidRau: AMOUNT,
          owedRau: AMOUNT,
          fundRau: AMOUNT,
        }),
      ),
    ),
    voter: nullable(
      exactly({
        account: CHECKED_ADDRESS,
        delegates: listOf(
          exactly({
            ...NAMED,
            votesRau: AMOUNT,
            ofRau: AMOUNT,
            ...pairOf(REWARDS),
            commissions: nullable(exactly({ blockBps: WHOLE, epochBps: WHOLE, bonusBps: WHOLE })),
            promised: nullable(exactly({ beforeRau: AMOUNT, afterRau: AMOUNT })),
          }),
        ),
      }),
    ),
    noFigures: listOf(exactly({ change: TEXT, reason: TEXT })),
    notes: listOf(TEXT),
  }),
}
