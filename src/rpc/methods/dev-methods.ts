import { must } from '#base/assert.ts'
import type { DevControls } from '../backend.ts'
import { invalidParams, RpcFault, serverFault } from '../errors.ts'
import {
  type CallContext,
  defineMethod,
  type Method,
  optional,
  type ParameterType,
  required,
} from '../method.ts'
import { flag, numberOrQuantity, text } from '../parameters/plain-types.ts'
import { readObject } from '../parameters/read-value.ts'
import { FLAG, listOf, TEXT, WHOLE } from '../schemas.ts'
import { viewAddress } from '../views/boule-view.ts'
import type { JsonObject, JsonValue } from '../backend.ts'

const NULL: JsonObject = { type: 'null' }
const BLOCK_COUNT = numberOrQuantity(0)
const SECONDS = numberOrQuantity(0)

function controls({ backend }: CallContext): DevControls {
  return must(backend.dev, 'the controls of a development network')
}

async function mine(context: CallContext, blocks: number, intervalSeconds: number): Promise<void> {
  const limit = context.limits.maxMinedBlocks
  if (blocks > limit) {
    throw new RpcFault(
      'limitExceeded',
      `at most ${limit} blocks are made at once, asked for ${blocks}`,
    )
  }
  await controls(context).mine(blocks, intervalSeconds)
}

interface MineOptions {
  readonly timestamp: number | undefined
  readonly blocks: number
}

/** A timestamp, or `{timestamp, blocks}`: test tools send either. */
const mineOptions: ParameterType<MineOptions> = {
  schema: {
    oneOf: [
      SECONDS.schema,
      { type: 'object', properties: { timestamp: SECONDS.schema, blocks: BLOCK_COUNT.schema } },
    ],
  },
  read: (value, name) => {
    if (typeof value !== 'object') return { timestamp: SECONDS.read(value, name), blocks: 1 }
    const { timestamp, blocks } = readObject(value, name, ['timestamp', 'blocks'])
    return {
      timestamp: timestamp === undefined ? undefined : SECONDS.read(timestamp, `${name}.timestamp`),
      blocks: blocks === undefined ? 1 : BLOCK_COUNT.read(blocks, `${name}.blocks`),
    }
  },
}

function mineMethod(name: string, defaultIntervalSeconds: number, answer: JsonValue): Method {
  return defineMethod({
    name,
    summary: 'Makes blocks at once.',
    parameters: [
      optional('blocks', BLOCK_COUNT, 'how many; 1 when missing'),
      optional('interval', SECONDS, 'seconds from one to the next; 0 for the least possible'),
    ],
    result: answer === null ? NULL : FLAG,
    only: 'dev',
    run: async (context, [blocks, interval]) => {
      await mine(context, blocks ?? 1, interval ?? defaultIntervalSeconds)
      return answer
    },
  })
}

/** The same method under the names that test tools use. */
function alias(method: Method, name: string): Method {
  return { ...method, name, description: `The same as ${method.name}.` }
}

const increaseTime = defineMethod({
  name: 'evm_increaseTime',
  summary:
    'Moves the clock of the next blocks ahead; returns by how many seconds it is ahead in all.',
  parameters: [required('seconds', SECONDS, 'by how many seconds')],
  result: WHOLE,
  only: 'dev',
  run: (context, [seconds]) => controls(context).increaseTime(seconds),
})

const setNextBlockTimestamp = defineMethod({
  name: 'evm_setNextBlockTimestamp',
  summary: 'Sets the time of the next block, which must be later than the latest block’s.',
  parameters: [required('timestamp', SECONDS, 'Unix time in seconds')],
  result: NULL,
  only: 'dev',
  run: (context, [timestamp]) => {
    const headSeconds = Math.floor(context.backend.head().timeMs / 1_000)
    if (timestamp <= headSeconds) {
      throw invalidParams(
        `invalid parameter 'timestamp': ${timestamp} is not after the latest block, ${headSeconds}`,
      )
    }
    controls(context).setNextBlockTimestamp(timestamp)
    return null
  },
})

const setAutomine = defineMethod({
  name: 'evm_setAutomine',
  summary: 'Whether each transaction gets a block at once.',
  parameters: [required('on', flag, 'on or off')],
  result: NULL,
  only: 'dev',
  run: (context, [on]) => {
    controls(context).setAutomine(on)
    return null
  },
})

const setIntervalMining = defineMethod({
  name: 'evm_setIntervalMining',
  summary: 'Makes a block every so many seconds; 0 stops it.',
  description: 'Seconds, as with anvil; hardhat counts milliseconds.',
  parameters: [required('interval', numberOrQuantity(0, 86_400), 'seconds, at most a day')],
  result: NULL,
  only: 'dev',
  run: (context, [interval]) => {
    controls(context).setIntervalMining(interval * 1_000)
    return null
  },
})

const getAutomine = defineMethod({
  name: 'anvil_getAutomine',
  summary: 'Whether each transaction gets a block at once.',
  result: FLAG,
  only: 'dev',
  run: (context) => controls(context).automine,
})

/** Only on a development network: time, blocks, and delegates that stay away. */
export const DEV_METHODS: readonly Method[] = [
  mineMethod('anvil_mine', 0, null),
  mineMethod('hardhat_mine', 1, true),
  defineMethod({
    name: 'evm_mine',
    summary: 'Makes a block at once, at a time if one is given.',
    parameters: [optional('options', mineOptions, 'Unix time in seconds, or {timestamp, blocks}')],
    result: TEXT,
    only: 'dev',
    run: async (context, [options]) => {
      const timestamp = options?.timestamp
      if (timestamp !== undefined) await setNextBlockTimestamp.run(context, [timestamp])
      await mine(context, options?.blocks ?? 1, 0)
      return '0x0'
    },
  }),
  increaseTime,
  alias(increaseTime, 'anvil_increaseTime'),
  setNextBlockTimestamp,
  alias(setNextBlockTimestamp, 'anvil_setNextBlockTimestamp'),
  setAutomine,
  alias(setAutomine, 'anvil_setAutomine'),
  setIntervalMining,
  alias(setIntervalMining, 'anvil_setIntervalMining'),
  getAutomine,
  alias(getAutomine, 'hardhat_getAutomine'),
  defineMethod({
    name: 'boule_setOffline',
    summary: 'Takes a delegate offline (it stops to produce and to sign) or brings it back.',
    parameters: [
      required('delegate', text(64), 'name or identity'),
      required('offline', flag, 'true takes it offline, false brings it back'),
    ],
    result: NULL,
    only: 'dev',
    run: (context, [nameOrId, offline]) => {
      const record = context.backend.queries.delegate(nameOrId)
      if (record === undefined) {
        throw serverFault('no-such-delegate', `there is no delegate ${JSON.stringify(nameOrId)}`)
      }
      controls(context).setOffline(record.delegate.id, offline)
      return null
    },
  }),
  defineMethod({
    name: 'boule_offlineDelegates',
    summary: 'Delegates that were taken offline.',
    result: listOf(TEXT),
    only: 'dev',
    run: (context) => controls(context).offlineDelegates().map(viewAddress),
  }),
]
