import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { proposalTransitionsQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useNetwork } from '../../data/use-network.ts'
import { useFormat } from '../../format/use-format.ts'
import { type Step, useWhen } from '../../governance/use-when.ts'
import { classes } from '../../ui/classes.ts'
import styles from './time-line.module.css'

/** Part of the way between two steps; `name` is the step that ends it. */
interface Phase {
  readonly name: Step['step']
  readonly from: number
  readonly to: number
}

/** The way of a proposal: phases to scale, and every step with its epoch and local time. */
export function TimeLine({
  proposal,
  steps,
}: {
  readonly proposal: Schemas['Proposal']
  readonly steps: readonly Step[]
}) {
  const { t } = useTranslation('governance')
  const when = useWhen()
  const format = useFormat()
  const running = useNetwork().data?.epoch.epoch
  const timeOf = useEpochTimes(proposal)
  const current = steps.find(({ done }) => !done)
  const phases = toPhases(steps)
  return (
    <>
      {running === undefined || phases.length < 2 ? null : (
        <Phases phases={phases} running={running} />
      )}
      <ol className={classes(styles.steps)}>
        {steps.map((step) => {
          const timeMs = step.done && step.epoch !== null ? timeOf(step) : undefined
          return (
            <li
              key={step.step}
              className={classes(styles.step, step.done && styles.done)}
              aria-current={step === current ? 'step' : undefined}
            >
              <span aria-hidden="true" className={classes(styles.dot)}>
                {step.done ? '✓' : ''}
              </span>
              <div>
                <p className={classes(styles.name)}>
                  {t(`steps.${step.step as 'checks'}`)}
                  <span className="visually-hidden">
                    {' '}
                    {t(step.done ? 'time.done' : step === current ? 'time.next' : 'time.later')}
                  </span>
                </p>
                <p className={classes(styles.when)}>
                  {when.step(step)}
                  {timeMs === undefined ? null : ` · ${format.dateTimeShort(timeMs)}`}
                </p>
              </div>
            </li>
          )
        })}
      </ol>
    </>
  )
}

/** The phases as a bar; what it shows stands in the list below. */
function Phases({
  phases,
  running,
}: {
  readonly phases: readonly Phase[]
  readonly running: number
}) {
  const { t } = useTranslation('governance')
  const first = phases[0]?.from ?? 0
  const last = phases.at(-1)?.to ?? 1
  const now = Math.min(1, Math.max(0, (running - first) / (last - first)))
  return (
    <div className={classes(styles.phases)} aria-hidden="true">
      <div className={classes(styles.track)}>
        {phases.map(({ name, from, to }) => (
          <span
            key={name}
            className={classes(styles.phase, to <= running && styles.past)}
            style={{ flexGrow: to - from }}
          >
            <span className={classes(styles.label)}>
              {t(`phases.${name as 'vote-ends'}`, { defaultValue: t(`steps.${name as 'checks'}`) })}
            </span>
          </span>
        ))}
      </div>
      <span className={classes(styles.now)} style={{ insetInlineStart: `${now * 100}%` }} />
    </div>
  )
}

function toPhases(steps: readonly Step[]): readonly Phase[] {
  const phases: Phase[] = []
  let from: number | undefined
  for (const { step, epoch } of steps) {
    if (epoch === null) continue
    if (from !== undefined && epoch > from) phases.push({ name: step, from, to: epoch })
    from = from === undefined ? epoch : Math.max(from, epoch)
  }
  return phases
}

/** When a step that is behind really was: the time of the block of its transition. */
function useEpochTimes({ id, submittedTimeMs }: Schemas['Proposal']) {
  const { data } = useInfiniteQuery(proposalTransitionsQuery(id))
  const byEpoch = new Map((data ?? []).map(({ epoch, timeMs }) => [epoch, timeMs]))
  return ({ step, epoch }: Step): number | undefined =>
    step === 'submitted' ? submittedTimeMs : epoch === null ? undefined : byEpoch.get(epoch)
}
