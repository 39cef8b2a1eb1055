import type { AbiReader } from '#base/abi/abi-reader.ts'
import { must } from '#base/assert.ts'
import type { ModuleInterface, ReadFunction } from '../action.ts'
import type { Refusal } from '../outcome.ts'
import { getRules } from '../params/rules.ts'
import { ONLY } from '../store.ts'
import { ROLLDPOS_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import { getCurrentEpoch } from './epoch.ts'
import { readAnyEpoch, readHeight } from './read-epoch.ts'
import { endHeight } from './state.ts'

/** A read of one figure. IoTeX's ABI puts the height of the newest block behind each. */
function defineFigure(
  signature: string,
  compute: (world: World, reader: AbiReader) => number | Refusal,
): ReadFunction {
  return {
    signature,
    returns: ['uint256', 'uint256'],
    read: ({ world }, reader) => {
      const figure = compute(world, reader)
      if (typeof figure !== 'number') return figure
      return [figure, must(world.chain.head.get(ONLY), 'the head of the chain').height]
    },
  }
}

/** Roll-DPoS as IoTeX's ABI has it: the bounds of epochs, and how many delegates serve in the running one. */
export const rollDposInterface: ModuleInterface = {
  address: ROLLDPOS_ADDRESS,
  actions: [],
  reads: [
    defineFigure('EpochNumber(uint256)', (world, reader) => {
      const found = readHeight(world, reader)
      return 'status' in found ? found : found.epoch.epoch
    }),
    defineFigure('EpochHeight(uint256)', (world, reader) => {
      const epoch = readAnyEpoch(world, reader)
      return 'status' in epoch ? epoch : epoch.startHeight
    }),
    defineFigure('EpochLastHeight(uint256)', (world, reader) => {
      const epoch = readAnyEpoch(world, reader)
      return 'status' in epoch ? epoch : endHeight(epoch)
    }),
    defineFigure(
      'NumCandidateDelegates()',
      (world) => getRules(world, getCurrentEpoch(world).epoch).consensusDelegates,
    ),
    defineFigure(
      'NumDelegates()',
      (world) => getRules(world, getCurrentEpoch(world).epoch).producers,
    ),
    // A sub-epoch is a round of turns: as many blocks as there are producers.
    defineFigure('NumSubEpochs(uint256)', (world, reader) => {
      const found = readHeight(world, reader)
      if ('status' in found) return found
      const { epoch, blocks } = found.epoch
      return Math.floor(blocks / getRules(world, epoch).producers)
    }),
    defineFigure('SubEpochNumber(uint256)', (world, reader) => {
      const found = readHeight(world, reader)
      if ('status' in found) return found
      const { epoch, startHeight } = found.epoch
      return Math.floor((found.height - startHeight) / getRules(world, epoch).producers)
    }),
  ],
}
