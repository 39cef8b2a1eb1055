/** A value of TOML, as far as CometBFT's configuration needs them. */
export type TomlValue = string | number | boolean | readonly string[]

/** A table of TOML; keys without a value are left out. */
export type TomlTable = Readonly<Record<string, TomlValue | undefined>>

/** Writes the lines `key = value`. Keys are bare, as in `timeout_commit`. */
export function formatTomlTable(table: TomlTable): string {
  return Object.entries(table)
    .filter((entry): entry is [string, TomlValue] => entry[1] !== undefined)
    .map(([key, value]) => `${key} = ${formatValue(value)}\n`)
    .join('')
}

function formatValue(value: TomlValue): string {
  if (typeof value === 'string') return formatText(value)
  if (typeof value === 'object') return `[${value.map(formatText).join(', ')}]`
  return String(value)
}

/** JSON's escapes are all escapes of TOML; but TOML also wants DEL escaped and knows no halves of surrogate pairs. */
function formatText(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll('\u007f', '\\u007f')
}
