import { type Address, parseHexAddress } from '#base/address.ts'
import { parseIoAddress } from '#base/io-address.ts'
import { moveCoins } from '../accounts/balance.ts'
import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { COMMUNITY_ADDRESS, REWARDING_ADDRESS } from '../system-addresses.ts'
import { RewardClaimed } from './events.ts'
import { getUnclaimedRau, takeUnclaimed } from './fund.ts'
import { BAD_CLAIM_ADDRESS, CLAIM_TOO_LARGE } from './status.ts'

function pay(context: ActionContext, reward: Address, amountRau: bigint): Refusal | undefined {
  const { world } = context
  const unclaimedRau = getUnclaimedRau(world, reward)
  if (amountRau > unclaimedRau) return refuse(CLAIM_TOO_LARGE, amountRau, unclaimedRau)
  // Claiming nothing is allowed and does nothing, as in IoTeX.
  if (amountRau === 0n) return undefined
  takeUnclaimed(world, reward, amountRau)
  moveCoins(world.accounts, REWARDING_ADDRESS, reward, amountRau)
  context.emit(RewardClaimed.log(reward, context.sender, amountRau))
  return undefined
}

/** Pays the sender what was granted to it. */
export const claim = defineAction<{ amountRau: bigint; payload: Uint8Array }>({
  signature: 'claim(uint256,uint8[])',
  payable: false,
  decode: (reader) => ({
    amountRau: reader.uint256(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: (args) => args.payload.length,
  execute: (context, args) => pay(context, context.sender, args.amountRau),
})

/** Pays an address what was granted to it; anyone may ask for it, the coins go to that address only. */
export const claimFor = defineAction<{ amountRau: bigint; account: string; payload: Uint8Array }>({
  signature: 'claimFor(uint256,string,uint8[])',
  payable: false,
  decode: (reader) => ({
    amountRau: reader.uint256(),
    account: reader.string(64),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: (args) => args.payload.length,
  execute: (context, args) => {
    const reward = parseHexAddress(args.account) ?? parseIoAddress(args.account)
    // What the community fund holds is paid by treasury proposals alone.
    if (reward === undefined || reward === COMMUNITY_ADDRESS) {
      return refuse(BAD_CLAIM_ADDRESS, args.account)
    }
    return pay(context, reward, args.amountRau)
  },
})
