/** Where a command reads and writes. The process in real life, a record in tests. */
export interface Terminal {
  /** Data, on standard output. No line end is added. */
  readonly write: (text: string) => void
  /** A line for people, on standard error. */
  readonly note: (line: string) => void
  /** Standard input as text, in pieces of any size. */
  readonly input: () => AsyncIterable<string>
  /** Asks on the terminal without showing what is typed; undefined when nobody is there to ask. */
  readonly askSecret: (question: string) => Promise<string | undefined>
  /** The screen that standard output is, or undefined in a pipe. */
  readonly screen: Screen | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Working directory. */
  readonly folder: string
  /** Calls `stop` when the process is asked to end; asked again, it ends at once. Returns what takes this back. */
  readonly onStop: (stop: () => void) => () => void
  /** Has something closed when the command is over, however it ends. */
  readonly atEnd: (close: () => Promise<void>) => void
  /** Runs another program in place of this one, with the same terminal and signals; gives its exit code where this process lives on. */
  readonly replaceBy: (successor: Successor, args: readonly string[]) => Promise<number>
}

/** A program that goes on in place of this one. */
export interface Successor {
  /** A file that Node runs. */
  readonly program: string
  /** What is added to the environment. */
  readonly environment: Readonly<Record<string, string>>
}

/** A terminal of rows and columns with a keyboard. */
export interface Screen {
  readonly size: () => { readonly columns: number; readonly rows: number }
  readonly hasColor: boolean
  readonly onResize: (redraw: () => void) => () => void
  /** Keys as they come, from when this is called until the returned function is. */
  readonly onKey: (press: (key: string) => void) => () => void
}
