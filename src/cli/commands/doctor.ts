import type { Finding, Verdict } from '../doctor/finding.ts'
import { addNodeOptions, type NodeCommandOptions } from '../options/node-options.ts'
import { parseRpcOption } from '../options/parse-options.ts'
import { printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { count } from '../words.ts'

interface DoctorOptions extends NodeCommandOptions {
  readonly rpc?: string
}

/** `boule doctor`: looks at a node before and while it runs. It takes the options of `boule node`, so that one line serves both. */
export function addDoctorCommand({ program, terminal, setExitCode }: CommandHome): void {
  addNodeOptions(program.command('doctor'))
    .description('check everything that a node needs; give it the options of `boule node`')
    .option(
      '--rpc <url>',
      'a node of the network on another machine, to compare with',
      parseRpcOption,
    )
    .action(async ({ rpc, ...options }: DoctorOptions) => {
      const { examineNode } = await import('../doctor/examine-node.ts')
      const findings = await examineNode({ folder: terminal.folder, options, rpc })
      if (findings.some(({ verdict }) => verdict === 'problem')) setExitCode(1)
      if (options.json) return printJson(terminal, { findings })
      terminal.write(formatFindings(findings))
    })
}

function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.map(
    ({ verdict, check, says }) => `${verdict.padEnd(7)}  ${check.padEnd(width)}  ${says}\n`,
  )
  const number = (wanted: Verdict): number =>
    findings.filter(({ verdict }) => verdict === wanted).length
  return `${lines.join('')}${count(number('problem'), 'problem')}, ${count(number('warning'), 'warning')}\n`
}
