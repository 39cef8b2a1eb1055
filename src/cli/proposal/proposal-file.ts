import path from 'node:path'
import { AddressError, parseAddress } from '#base/io-address.ts'
import type { Address } from '#base/address.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import { RULE_TABLE, type RuleName } from '#params/rule-table.ts'
import { isRuleName } from '#params/rule-text.ts'
import type { ProposalContent } from '#sdk/actions/propose.ts'
import { PAYLOAD_KINDS, type PayloadKind } from '#sdk/governance/names.ts'
import type { Payload, Payment, RuleSet } from '#sdk/governance/payload.ts'
import { parseCoins } from '#sdk/units/parse-coins.ts'
import { CliError } from '../cli-error.ts'
import { readText } from '../read-file.ts'
import { readRuleValue } from './rule-values.ts'

/** A proposal as its two files say it. */
export interface ProposalFile extends ProposalContent {
  /** Follows from the payload; undefined when it depends on another proposal. */
  readonly class: ProposalClass | undefined
}

const MAX_TITLE_BYTES = 80
const MAX_EPOCHS = 10_000
const MEMBERS: Readonly<Record<PayloadKind, readonly string[]>> = {
  directive: ['assignee', 'dueEpochs'],
  policy: ['changes', 'sunsetEpochs'],
  treasury: ['payments'],
  upgrade: ['bundle', 'activationEpochs'],
  script: ['slot', 'source'],
  cancel: ['proposal'],
}

type Members = Readonly<Record<string, unknown>>

/** Collects what is wrong, so that all of it is said at once. */
type Complain = (where: string, problem: string) => void

/** Reads a proposal and checks all that needs no node. Throws `CliError` that says everything that is wrong with it. */
export async function readProposalFile(folder: string, file: string): Promise<ProposalFile> {
  const place = path.resolve(folder, file)
  const members = readJson(place)
  const problems: string[] = []
  const complain: Complain = (where, problem) => void problems.push(`${where} ${problem}`)
  const kind = PAYLOAD_KINDS.find((one) => one === members['kind'])
  if (kind === undefined) {
    throw new CliError(`${file}: kind must be one of ${PAYLOAD_KINDS.join(', ')}`)
  }
  const known = ['title', 'text', 'kind', ...MEMBERS[kind]]
  for (const name of Object.keys(members)) {
    if (!known.includes(name)) complain(name, `is no member of a ${kind}: ${known.join(', ')} are`)
  }
  const title = readTitle(members, complain)
  const text = readBeside(place, members, 'text', complain)
  const payload = await readPayload(kind, members, place, complain)
  if (problems.length > 0 || payload === undefined) {
    throw new CliError(`${file}: ${problems.join('; ')}`)
  }
  return { title, text, payload, class: classOf(payload) }
}

function readJson(place: string): Members {
  const text = readText(place)
  try {
    const value: unknown = JSON.parse(text)
    if (isMembers(value)) return value
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    throw new CliError(`${place}: it is no JSON: ${detail}`, 1, { cause: error })
  }
  throw new CliError(`${place}: it must be one JSON object`)
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length
}

function readTitle(members: Members, complain: Complain): string {
  const { title } = members
  const bytes = typeof title === 'string' ? countBytes(title) : 0
  if (typeof title === 'string' && bytes >= 1 && bytes <= MAX_TITLE_BYTES) return title
  complain('title', `must have 1 to ${MAX_TITLE_BYTES} bytes, not ${bytes}`)
  return ''
}

/** The text of a file that a member names, from the folder of the proposal. */
function readBeside(place: string, members: Members, name: string, complain: Complain): string {
  const value = members[name]
  if (typeof value === 'string' && value !== '') {
    return readText(path.resolve(path.dirname(place), value))
  }
  complain(name, 'must name a file beside the proposal')
  return ''
}

async function readPayload(
  kind: PayloadKind,
  members: Members,
  place: string,
  complain: Complain,
): Promise<Payload | undefined> {
  const epochs = (name: string, min = 1): number =>
    readCount(members[name], name, min, MAX_EPOCHS, complain)
  switch (kind) {
    case 'directive':
      return {
        kind,
        assignee: readAddress(members['assignee'], 'assignee', complain),
        dueEpochs: epochs('dueEpochs'),
      }
    case 'policy':
      return {
        kind,
        sets: readChanges(members['changes'], complain),
        sunsetEpochs: members['sunsetEpochs'] === undefined ? 0 : epochs('sunsetEpochs', 0),
      }
    case 'treasury':
      return { kind, payments: readPayments(members['payments'], complain) }
    case 'upgrade':
      return readUpgrade(members, place, epochs('activationEpochs'), complain)
    case 'script': {
      const { slot } = members
      if (typeof slot !== 'string' || slot === '') complain('slot', 'must name a formula')
      const source = readBeside(place, members, 'source', complain)
      return { kind, slot: String(slot), source }
    }
    case 'cancel':
      return {
        kind,
        proposal: readCount(members['proposal'], 'proposal', 1, 2 ** 32 - 1, complain),
      }
  }
}

function readCount(
  value: unknown,
  name: string,
  min: number,
  max: number,
  complain: Complain,
): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value
  }
  complain(name, `must be a whole number from ${min} to ${max}`)
  return min
}

function readAddress(value: unknown, name: string, complain: Complain): Address {
  try {
    return parseAddress(typeof value === 'string' ? value : '')
  } catch (error) {
    if (!(error instanceof AddressError)) throw error
    complain(name, `must be an address: ${error.message}`)
    return '0x' as Address
  }
}

function readRows(value: unknown, name: string, complain: Complain): readonly Members[] {
  if (Array.isArray(value) && value.length >= 1 && value.length <= 32 && value.every(isMembers)) {
    return value
  }
  complain(name, 'must be a list of 1 to 32 objects')
  return []
}

function readChanges(value: unknown, complain: Complain): readonly RuleSet[] {
  const seen = new Set<string>()
  return readRows(value, 'changes', complain).map((row, at) => {
    const where = `changes[${at}]`
    const { rule, from, to } = row
    if (typeof rule !== 'string' || !isRuleName(rule)) {
      complain(
        `${where}.rule`,
        `must be a rule, not ${JSON.stringify(rule)}; see \`boule proposal rules\``,
      )
      return { name: '', expected: '', value: '' }
    }
    if (seen.has(rule)) complain(where, `changes ${rule} a second time`)
    seen.add(rule)
    const expected = readValue(rule, from, `${where}.from`, complain)
    const wanted = readValue(rule, to, `${where}.to`, complain)
    if (expected === wanted) complain(where, `leaves ${rule} as it is`)
    return { name: rule, expected, value: wanted }
  })
}

function readValue(rule: RuleName, value: unknown, where: string, complain: Complain): string {
  const read = readRuleValue(rule, value)
  if ('value' in read) return read.value
  complain(`${where} (${rule})`, read.problem)
  return where
}

function readPayments(value: unknown, complain: Complain): readonly Payment[] {
  return readRows(value, 'payments', complain).map((row, at) => {
    const where = `payments[${at}]`
    return {
      to: readAddress(row['to'], `${where}.to`, complain),
      perEpochRau: readCoins(row['perEpoch'], `${where}.perEpoch`, complain),
      epochs: readCount(row['epochs'], `${where}.epochs`, 1, MAX_EPOCHS, complain),
    }
  })
}

function readCoins(value: unknown, where: string, complain: Complain): bigint {
  try {
    const rau = parseCoins(String(value))
    if (rau > 0n) return rau
  } catch {
    // Said below, as zero is.
  }
  complain(where, 'must be coins, such as "100 coins"')
  return 0n
}

/** The plan of the bundle in a folder beside the proposal: what `boule bundle check` finds. */
async function readUpgrade(
  { bundle }: Members,
  place: string,
  activationEpochs: number,
  complain: Complain,
): Promise<Payload | undefined> {
  if (typeof bundle !== 'string' || bundle === '') {
    complain('bundle', 'must name the folder of a bundle; see `boule bundle pack --help`')
    return undefined
  }
  const { checkUpgradeFolder } = await import('../bundle/pack-upgrade.ts')
  const { plan, problems } = await checkUpgradeFolder(path.resolve(path.dirname(place), bundle))
  for (const problem of problems) complain('bundle', problem)
  if (plan === undefined) return undefined
  const artifacts = plan.artifacts.map((one) => ({ ...one, bytes: BigInt(one.bytes) }))
  return { kind: 'upgrade', ...plan, artifacts, activationEpochs }
}

function classOf(payload: Payload): ProposalClass | undefined {
  switch (payload.kind) {
    case 'directive':
      return 'directive'
    case 'policy': {
      const places = payload.sets.map(({ name }) =>
        PROPOSAL_CLASSES.indexOf(RULE_TABLE[name as RuleName].class),
      )
      return PROPOSAL_CLASSES[Math.max(...places)]
    }
    case 'treasury':
      return 'policy'
    case 'upgrade':
    case 'script':
      return 'technical'
    case 'cancel':
      return undefined
  }
}
