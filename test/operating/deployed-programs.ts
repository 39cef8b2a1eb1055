/** How a file in `deploy/` starts `boule`. */
export interface DeployedProgram {
  readonly place: string
  /** Arguments; `$NAME` and `${NAME…}` stand for settings. */
  readonly words: readonly string[]
}

/** Values of a setting of a systemd unit, such as `ExecStart`. */
export function settingsOf(unit: string, name: string): readonly string[] {
  return [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value)
}

/** Settings in an `EnvironmentFile`, also those that are commented out for people to fill in. */
export function readEnvironment(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(/^(?:# )?([A-Z_]+)=(?:"([^"]*)"|(\S*))$/gm)]
  return new Map(found.map(([, name = '', quoted, plain = '']) => [name, quoted ?? plain]))
}

/** The commands of the services of a compose file that run `boule`: their lists stand in lines of `- word`, or in brackets. */
export function readComposePrograms(compose: string): readonly DeployedProgram[] {
  const [, services = ''] = /^services:\n([^]*?)^\S/m.exec(compose) ?? []
  return services.split(/^(?= {2}\w)/m).flatMap((block) => {
    const [, name = ''] = /^ {2}(\w+):/.exec(block) ?? []
    const [, brackets, lines = ''] =
      /^ {4}command:(?: \[(.*)\]$|\n((?: {6}(?:- |#).*\n)+))/m.exec(block) ?? []
    const words =
      brackets?.split(', ') ?? [...lines.matchAll(/^ {6}- (.*)$/gm)].map(([, word = '']) => word)
    return words.length === 0 ? [] : [{ place: name, words }]
  })
}

/** A word with settings of a compose file: the default of each, or what `values` says. */
export function fillIn(word: string, values: Readonly<Record<string, string>>): string {
  return word.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name: string, kind, rest) => {
    return values[name] ?? (kind === '-' ? String(rest) : whole)
  })
}
