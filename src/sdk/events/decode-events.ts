import { type Log, type ParseEventLogsReturnType, parseEventLogs, type RpcLog } from 'viem'
import { bouleAbi } from '../abi/boule-abi.ts'

/** A log of this network, read: `eventName` and `args` beside the log's own fields. */
export type BouleEvent = ParseEventLogsReturnType<typeof bouleAbi, undefined, true>[number]

/** Reads the logs that are events of this network, in their order. Others are left out. */
export function decodeEvents(logs: readonly (Log | RpcLog)[]): readonly BouleEvent[] {
  const events: unknown = parseEventLogs({ abi: bouleAbi, logs: [...logs] as Log[], strict: true })
  return events as readonly BouleEvent[]
}
