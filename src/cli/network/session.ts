import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { SenderParameters } from '#sdk/actions/send-call.ts'
import type { Outcome } from '#sdk/outcomes/wait-for-outcome.ts'
import { CliError } from '../cli-error.ts'
import type { SenderOptions } from '../options/network-options.ts'
import { printJson } from '../print.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { describeEvents, type EventFact } from './describe-events.ts'
import { openNetwork, type Network } from './open-network.ts'
import { resolveSigner } from './resolve-signer.ts'

/** A node, and somebody who signs. */
export interface Session {
  readonly terminal: Terminal
  readonly options: SenderOptions
  readonly network: Network
  readonly client: BouleClient
  readonly account: PrivateKeyAccount
}

export async function openSession(terminal: Terminal, options: SenderOptions): Promise<Session> {
  const network = await openNetwork(terminal, options)
  const account = await resolveSigner(terminal, network, options)
  return { terminal, options, network, client: network.client, account }
}

/** What an action did, for people and programs. */
export interface ActionReport {
  readonly action: string
  readonly done: boolean
  readonly transaction: Hex
  readonly block: number
  readonly feeRau: bigint
  readonly events: readonly EventFact[]
  readonly refusal?: {
    readonly name: string
    readonly code: number | undefined
    readonly sentence: string
  }
}

/**
 * Says in words what is about to happen, sends it, waits for its block and prints what came of it. Throws `CliError`
 * when it is refused: before anything is sent where the node can tell, else in the block.
 */
export async function runAction(
  session: Session,
  words: string,
  send: (sender: SenderParameters) => Promise<Hex>,
): Promise<ActionReport> {
  const { terminal, client, account } = session
  terminal.note(`${account.address} ${words}.`)
  const hash = await sendOrExplain(session, words, send)
  terminal.note(`Sent as ${hash}; waiting for its block.`)
  const outcome = await client.waitForOutcome({ hash, timeoutMs: 120_000 })
  const report = await makeReport(session, words, outcome)
  if (!report.done) {
    printReport(session, report)
    throw new CliError(
      `refused in block ${report.block}: ${report.refusal?.sentence ?? 'the node does not say why'}${codeText(report)}`,
    )
  }
  return report
}

/** The same for a command of one action: prints its result. */
export async function runSingleAction(
  session: Session,
  words: string,
  send: (sender: SenderParameters) => Promise<Hex>,
): Promise<void> {
  printReport(session, await runAction(session, words, send))
}

function printReport(session: Session, report: ActionReport): void {
  const { terminal, options } = session
  if (options.json) return printJson(terminal, report)
  if (!report.done) return
  const lines = report.events.map((event) => `  ${event.text}`)
  terminal.write(`Done in block ${report.block}.\n${lines.map((line) => `${line}\n`).join('')}`)
}

/** Results of a command of several actions: one JSON list, or one paragraph after another. */
export function printReports(session: Session, reports: readonly ActionReport[]): void {
  if (session.options.json) return printJson(session.terminal, reports)
  for (const report of reports) printReport(session, report)
}

async function sendOrExplain(
  session: Session,
  words: string,
  send: (sender: SenderParameters) => Promise<Hex>,
): Promise<Hex> {
  try {
    return await send({ account: session.account })
  } catch (error) {
    const { findRefusal } = await import('#sdk/outcomes/find-refusal.ts')
    const refusal = findRefusal(error)
    if (refusal === undefined) throw error
    const { name, code, sentence } = refusal
    if (session.options.json) {
      printJson(session.terminal, {
        action: words,
        done: false,
        sent: false,
        refusal: { name, code, sentence },
      })
    }
    throw new CliError(`refused, and nothing was sent: ${sentence} (${name}, code ${code})`)
  }
}

async function makeReport(
  session: Session,
  action: string,
  outcome: Outcome,
): Promise<ActionReport> {
  const { receipt, refusal, done } = outcome
  return {
    action,
    done,
    transaction: receipt.transactionHash,
    block: Number(receipt.blockNumber),
    feeRau: receipt.gasUsed * receipt.effectiveGasPrice,
    events: await describeEvents(session.client, outcome.events),
    ...(refusal === undefined
      ? {}
      : { refusal: { name: refusal.name, code: refusal.code, sentence: refusal.sentence } }),
  }
}

function codeText(report: ActionReport): string {
  return report.refusal === undefined
    ? ''
    : ` (${report.refusal.name}, code ${report.refusal.code})`
}
