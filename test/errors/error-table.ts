/** Makes one error happen and returns its code, as the client sees it. */
export type Scenario<Stage> = (stage: Stage) => Promise<string>

export interface StagePart {
  stop(): Promise<void>
}

/** A table of the document with a scenario for each of its rows. */
export interface ErrorTable<Stage extends StagePart> {
  /** As in the document. */
  readonly heading: string
  /** What the code has. */
  readonly codes: readonly string[]
  /** What all scenarios of the table share; they run one after another, in their order. */
  readonly start: () => Promise<Stage>
  readonly scenarios: Readonly<Record<string, Scenario<Stage>>>
}

/** Scenarios that share nothing. */
export function startNothing(): Promise<StagePart> {
  return Promise.resolve({ stop: () => Promise.resolve() })
}
