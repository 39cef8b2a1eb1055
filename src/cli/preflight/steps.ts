import type { PreflightStep, StepReport } from './report.ts'

/** What a step found. Any problem makes it red. */
export interface Findings {
  readonly problems: readonly string[]
  readonly findings: readonly string[]
}

/** Runs steps one after another, and tells of each. */
export interface StepRunner {
  /** Runs a step unless an earlier one is red. Gives whether it is green. */
  readonly run: (step: PreflightStep, look: () => Promise<Findings>) => Promise<boolean>
  readonly steps: readonly StepReport[]
}

export function createStepRunner(tell: (report: StepReport) => void): StepRunner {
  const steps: StepReport[] = []
  const add = (report: StepReport): boolean => {
    steps.push(report)
    tell(report)
    return report.result === 'green'
  }
  return {
    steps,
    run: async (step, look) => {
      if (steps.some((one) => one.result === 'red')) {
        return add({ step, result: 'not-run', findings: [] })
      }
      const { problems, findings } = await look()
      const result = problems.length === 0 ? 'green' : 'red'
      return add({ step, result, findings: [...problems, ...findings] })
    },
  }
}
