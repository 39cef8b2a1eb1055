import { Option } from 'commander'

/** An option that may be given several times; its value is the list. */
export function repeatedOption<T>(
  flags: string,
  description: string,
  parse: (text: string) => T,
): Option {
  return new Option(flags, `${description}; may be repeated`)
    .argParser<readonly T[]>((text, before) => [...before, parse(text)])
    .default([], 'none')
}
