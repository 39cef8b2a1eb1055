export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type LogFields = Readonly<Record<string, string | number | bigint | boolean | undefined>>

/** Writes events as lines of `time level event key=value …`, one event per line. */
export interface Logger {
  error(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  debug(event: string, fields?: LogFields): void
  isOn(level: LogLevel): boolean
}

export interface LoggerOptions {
  readonly level: LogLevel
  readonly writeLine: (line: string) => void
  readonly nowMs?: () => number
}

export function createLogger(options: LoggerOptions): Logger {
  const threshold = LOG_LEVELS.indexOf(options.level)
  const nowMs = options.nowMs ?? Date.now
  const isOn = (level: LogLevel): boolean => LOG_LEVELS.indexOf(level) <= threshold
  const write =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (!isOn(level)) return
      const time = new Date(nowMs()).toISOString()
      options.writeLine(`${time} ${level.padEnd(5)} ${oneLine(event)}${formatFields(fields)}`)
    }
  return {
    isOn,
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
  }
}

/** Lines to standard error, so that standard output stays for what a command prints. */
export function writeToStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}

function formatFields(fields: LogFields): string {
  let text = ''
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) text += ` ${key}=${formatValue(value)}`
  }
  return text
}

/** Text with blanks, quotes or control characters is written as a JSON string: a line stays a line, whatever is in it. */
function formatValue(value: string | number | bigint | boolean): string {
  const text = String(value)
  return /^[^\s"=\p{C}]+$/u.test(text) ? text : JSON.stringify(text)
}

function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ')
}
