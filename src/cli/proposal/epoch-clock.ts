import type { BouleClient } from '#sdk/create-boule-client.ts'
import { whole } from '../words.ts'

/** Tells when an epoch ends, from what is known now: as if all blocks came on time and no rule changed. */
export interface EpochClock {
  /** The epoch of the next block. */
  readonly running: number
  /** Unix milliseconds of the end of an epoch that is not over. */
  readonly endMs: (epoch: number) => number
}

/** Reads where the running epoch stands. */
export async function readEpochClock(client: BouleClient): Promise<EpochClock> {
  const [status, rules] = await Promise.all([client.getStatus(), client.getRules()])
  const intervalMs = Number(rules['blockIntervalMs']?.value)
  const blocks = Number(rules['blocksPerEpoch']?.value)
  const { epoch, height, endHeight, timeMs } = status
  return {
    running: height < endHeight ? epoch : epoch + 1,
    endMs: (wanted) => timeMs + (endHeight - height + (wanted - epoch) * blocks) * intervalMs,
  }
}

/** `at the end of epoch 12, about Fri 2 Jan 2026, 03:04 UTC`; without the time for an epoch that is over. */
export function endText(clock: EpochClock, epoch: number): string {
  const text = `at the end of epoch ${whole(epoch)}`
  return epoch < clock.running ? text : `${text}, about ${localTime(clock.endMs(epoch))}`
}

/** The same for what begins with an epoch. */
export function beginText(clock: EpochClock, epoch: number): string {
  const text = `with epoch ${whole(epoch)}`
  return epoch <= clock.running ? text : `${text}, about ${localTime(clock.endMs(epoch - 1))}`
}

function localTime(timeMs: number): string {
  return new Date(timeMs).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}
