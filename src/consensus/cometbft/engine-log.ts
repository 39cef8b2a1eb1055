/** What is told with an event. */
export type EngineLogFields = Readonly<
  Record<string, string | number | bigint | boolean | undefined>
>

/** Where the engine says what happens: the node's own log. */
export interface EngineLog {
  error(event: string, fields?: EngineLogFields): void
  warn(event: string, fields?: EngineLogFields): void
  info(event: string, fields?: EngineLogFields): void
  debug(event: string, fields?: EngineLogFields): void
}
