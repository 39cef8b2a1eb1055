import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNetwork } from '../data/use-network.ts'
import type { Schemas } from '../data/queries.ts'
import { useFormat } from '../format/use-format.ts'

export type Step = NonNullable<Schemas['ProposalDetails']['next']>

/** Tells in words when an epoch begins or ends: with local time where that is still to come, by the pace of the newest blocks. */
export interface When {
  readonly end: (epoch: number) => string
  readonly begin: (epoch: number) => string
  /** When a step of a proposal was, or is to be. */
  readonly step: (step: Step) => string
  /** Unix milliseconds of the end of an epoch that is not over; undefined for others. */
  readonly endMs: (epoch: number) => number | undefined
}

export function useWhen(): When {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const clock = useNetwork().data?.epoch
  return useMemo(() => {
    const running = clock?.epoch ?? Number.MAX_SAFE_INTEGER
    const lengthMs =
      clock === undefined ? 0 : (clock.endHeight - clock.startHeight + 1) * clock.paceMs
    const endMs = (epoch: number): number | undefined =>
      clock === undefined || epoch < running
        ? undefined
        : clock.endTimeMs + (epoch - running) * lengthMs
    const say = (key: 'end' | 'begin', epoch: number, timeMs: number | undefined): string => {
      const shown = format.integer(epoch)
      return timeMs === undefined
        ? t(`when.${key}`, { epoch: shown })
        : t(`when.${key}About`, { epoch: shown, time: format.dateTimeShort(timeMs) })
    }
    const end = (epoch: number): string => say('end', epoch, endMs(epoch))
    const begin = (epoch: number): string => say('begin', epoch, endMs(epoch - 1))

    const step = ({ step: name, epoch, latestEpoch, done }: Step): string => {
      if (epoch === null) return t('when.people')
      if (name === 'submitted' || name === 'verdict') {
        return t('when.in', { epoch: format.integer(epoch) })
      }
      if (name === 'activation' || name === 'effect') return begin(epoch)
      if (done || latestEpoch === null || latestEpoch === epoch) return end(epoch)
      return t('when.earliest', { earliest: end(epoch), latest: end(latestEpoch) })
    }
    return { end, begin, step, endMs }
  }, [clock, format, t])
}
