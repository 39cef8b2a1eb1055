import { type Address, parseHexAddress } from '#base/address.ts'
import { parseHex, toHex } from '#base/hex.ts'
import { parseIoAddress } from '#base/io-address.ts'
import { isBlsPublicKey } from '#base/bls.ts'
import { findBadAddresses } from './genesis-addresses.ts'
import type { Genesis, GenesisBucket, GenesisDelegate } from './genesis.ts'
import { isPresetName, PRESETS } from './presets.ts'
import { checkRules } from './rule-checks.ts'
import type { RuleName, Rules } from './rule-table.ts'
import { formatRuleChanges, isRuleName, parseDecimal, parseRuleValue } from './rule-text.ts'

/** A genesis file that cannot be used: every problem, each with the path of its field. */
export class GenesisError extends Error {
  override readonly name = 'GenesisError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `the genesis has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${problems.slice(0, 5).join('; ')}`,
    )
    this.problems = problems
  }
}

const FORMAT = 'boule-genesis-1'
const MAX_LIST = 5_000_000
/** The end of the year 9999: blocks come later, and their times must be whole numbers, too. */
const MAX_TIME_MS = 253_402_300_799_999

type Json = Readonly<Record<string, unknown>>

/**
 * Reads a genesis from parsed JSON and checks everything that can be checked: fields, bounds, rules that depend on each
 * other, unique names, references, and that balances add up to the declared supply. Nothing is merged into defaults but
 * the rules, which start from the named preset. Throws `GenesisError`.
 */
export function parseGenesis(json: unknown): Genesis {
  const reader = new GenesisReader()
  const genesis = reader.read(json)
  if (reader.problems.length > 0 || genesis === undefined) throw new GenesisError(reader.problems)
  const problems = checkGenesis(genesis)
  if (problems.length > 0) throw new GenesisError(problems)
  return genesis
}

/** Collects problems while it reads, so that a file is corrected in one go. */
class GenesisReader {
  readonly problems: string[] = []

  read(json: unknown): Genesis | undefined {
    const file = this.object(json, 'genesis')
    if (file === undefined) return undefined
    this.onlyFields(file, 'genesis', [
      'format',
      'chainId',
      'name',
      'time',
      'preset',
      'rules',
      'schedule',
      'supplyRau',
      'rewardFundRau',
      'randomnessSeed',
      'accounts',
      'delegates',
      'buckets',
    ])
    if (file['format'] !== FORMAT) this.problem('format', `must be "${FORMAT}"`)
    const rules = this.rules(file)
    return {
      chainId: this.whole(file['chainId'], 'chainId', 1, 4_294_967_295),
      name: this.text(file['name'], 'name', 1, 64),
      timeMs: this.time(file['time']),
      rules,
      schedule: this.list(file['schedule'], 'schedule', (item, path) => this.change(item, path)),
      supplyRau: this.amount(file['supplyRau'], 'supplyRau'),
      rewardFundRau: this.amount(file['rewardFundRau'], 'rewardFundRau'),
      randomnessSeed: this.bytes(file['randomnessSeed'], 'randomnessSeed', [32]),
      accounts: this.list(file['accounts'], 'accounts', (item, path) => {
        const row = this.object(item, path) ?? {}
        this.onlyFields(row, path, ['address', 'balanceRau'])
        return {
          address: this.address(row['address'], `${path}.address`),
          balanceRau: this.amount(row['balanceRau'], `${path}.balanceRau`),
        }
      }),
      delegates: this.list(file['delegates'], 'delegates', (item, path) =>
        this.delegate(item, path),
      ),
      buckets: this.list(file['buckets'], 'buckets', (item, path) => this.bucket(item, path)),
    }
  }

  private problem(path: string, text: string): void {
    if (this.problems.length < 100) this.problems.push(`${path} ${text}`)
  }

  private object(value: unknown, path: string): Json | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
    this.problem(path, 'must be an object')
    return undefined
  }

  private onlyFields(value: Json, path: string, allowed: readonly string[]): void {
    for (const name in value) {
      if (!allowed.includes(name)) {
        this.problem(`${path}.${name}`, `is not a field; there are ${allowed.join(', ')}`)
      }
    }
  }

  private list<T>(value: unknown, path: string, read: (item: unknown, path: string) => T): T[] {
    if (!Array.isArray(value) || value.length > MAX_LIST) {
      this.problem(path, `must be a list of at most ${MAX_LIST} entries`)
      return []
    }
    return value.map((item: unknown, index) => read(item, `${path}[${index}]`))
  }

  private text(value: unknown, path: string, min: number, max: number): string {
    if (typeof value === 'string' && value.length >= min && value.length <= max) return value
    this.problem(path, `must be text of ${min} to ${max} characters`)
    return ''
  }

  private whole(value: unknown, path: string, min: number, max: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
      return value
    }
    this.problem(path, `must be a whole number from ${min} to ${max}`)
    return min
  }

  private flag(value: unknown, path: string): boolean {
    if (typeof value === 'boolean') return value
    this.problem(path, 'must be true or false')
    return false
  }

  private amount(value: unknown, path: string): bigint {
    const amount = typeof value === 'string' ? parseDecimal(value) : undefined
    if (amount !== undefined && amount < 1n << 128n) return amount
    this.problem(path, 'must be an amount in Rau as a decimal text, such as "1000000000000000000"')
    return 0n
  }

  private bytes(value: unknown, path: string, lengths: readonly number[]): Uint8Array {
    const bytes = typeof value === 'string' ? parseHex(value) : undefined
    if (bytes !== undefined && lengths.includes(bytes.length)) return bytes
    this.problem(path, `must be 0x and the hex digits of ${lengths.join(' or ')} bytes`)
    return new Uint8Array(lengths[0] ?? 0)
  }

  private address(value: unknown, path: string): Address {
    const address =
      typeof value === 'string' ? (parseHexAddress(value) ?? parseIoAddress(value)) : undefined
    if (address !== undefined) return address
    this.problem(path, 'must be an address: 0x and 40 hex digits, or io1…')
    return '0x0000000000000000000000000000000000000000' as Address
  }

  private time(value: unknown): number {
    const number = typeof value === 'number' ? value : Number.NaN
    if (Number.isSafeInteger(number) && number > 0 && number <= MAX_TIME_MS) return number
    this.problem(
      'time',
      'must be the Unix time of the genesis in milliseconds, before the year 10000',
    )
    return 1
  }

  private rules(file: Json): Rules {
    const preset = this.text(file['preset'], 'preset', 1, 32)
    if (!isPresetName(preset)) {
      this.problem('preset', 'must be mainnet, devnet or iotex-2019')
      return PRESETS.mainnet
    }
    return Object.freeze({ ...PRESETS[preset], ...this.ruleValues(file['rules'], 'rules') })
  }

  private ruleValues(value: unknown, path: string): Partial<Rules> {
    const values: Partial<Record<RuleName, Rules[RuleName]>> = {}
    const object = this.object(value, path) ?? {}
    for (const name in object) {
      if (!isRuleName(name)) {
        this.problem(`${path}.${name}`, 'is not a rule')
        continue
      }
      const written = object[name]
      // Texts, and what JSON has for numbers and flags; anything else has no text that is meant.
      const isPlain = ['string', 'number', 'boolean'].includes(typeof written)
      const parsed = parseRuleValue(name, isPlain ? String(written) : '')
      if ('problem' in parsed) this.problem(`${path}.${name}`, parsed.problem)
      else values[name] = parsed.value
    }
    return values as Partial<Rules>
  }

  private change(item: unknown, path: string): Genesis['schedule'][number] {
    const row = this.object(item, path) ?? {}
    this.onlyFields(row, path, ['fromEpoch', 'set'])
    return {
      fromEpoch: this.whole(row['fromEpoch'], `${path}.fromEpoch`, 2, 1_000_000_000),
      set: this.ruleValues(row['set'], `${path}.set`),
    }
  }

  private delegate(item: unknown, path: string): GenesisDelegate {
    const row = this.object(item, path) ?? {}
    this.onlyFields(row, path, [
      'name',
      'owner',
      'operator',
      'reward',
      'blsKey',
      'consensusKey',
      'rewardExempt',
      'selfStakeBucket',
    ])
    const blsKey = this.bytes(row['blsKey'] ?? '0x', `${path}.blsKey`, [48, 0])
    if (blsKey.length > 0 && !isBlsPublicKey(blsKey)) {
      this.problem(`${path}.blsKey`, 'must be a BLS12-381 public key')
    }
    const bucket = row['selfStakeBucket']
    return {
      name: this.text(row['name'], `${path}.name`, 1, 12),
      owner: this.address(row['owner'], `${path}.owner`),
      operator: this.address(row['operator'], `${path}.operator`),
      reward: this.address(row['reward'], `${path}.reward`),
      blsKey,
      consensusKey: this.bytes(row['consensusKey'] ?? '0x', `${path}.consensusKey`, [32, 0]),
      rewardExempt: this.flag(row['rewardExempt'] ?? false, `${path}.rewardExempt`),
      selfStakeBucket:
        bucket === undefined
          ? undefined
          : this.whole(bucket, `${path}.selfStakeBucket`, 0, MAX_LIST),
    }
  }

  private bucket(item: unknown, path: string): GenesisBucket {
    const row = this.object(item, path) ?? {}
    this.onlyFields(row, path, ['delegate', 'owner', 'amountRau', 'durationDays', 'autoStake'])
    return {
      delegate: this.text(row['delegate'], `${path}.delegate`, 1, 12),
      owner: this.address(row['owner'], `${path}.owner`),
      amountRau: this.amount(row['amountRau'], `${path}.amountRau`),
      durationDays: this.whole(row['durationDays'], `${path}.durationDays`, 0, 1_050),
      autoStake: this.flag(row['autoStake'], `${path}.autoStake`),
    }
  }
}

/** What a single field cannot show. Returns every problem found. */
export function checkGenesis(genesis: Genesis): readonly string[] {
  const problems: string[] = []
  for (const problem of checkRules(genesis.rules)) problems.push(`rules: ${problem}`)
  checkSchedule(genesis, problems)
  checkDelegates(genesis, problems)
  checkBuckets(genesis, problems)
  problems.push(...findBadAddresses(genesis))
  let sumRau = genesis.rewardFundRau
  for (const account of genesis.accounts) sumRau += account.balanceRau
  for (const bucket of genesis.buckets) sumRau += bucket.amountRau
  if (sumRau !== genesis.supplyRau) {
    problems.push(
      `supplyRau is ${genesis.supplyRau}, but accounts, buckets and reward fund add up to ${sumRau}`,
    )
  }
  return problems
}

function checkSchedule(genesis: Genesis, problems: string[]): void {
  let rules = genesis.rules
  let last = 1
  for (const [index, change] of genesis.schedule.entries()) {
    if (change.fromEpoch <= last) {
      problems.push(`schedule[${index}].fromEpoch must be above ${last}: the list ascends`)
    }
    last = change.fromEpoch
    rules = { ...rules, ...change.set }
    for (const problem of checkRules(rules)) problems.push(`schedule[${index}]: ${problem}`)
  }
}

function checkDelegates(genesis: Genesis, problems: string[]): void {
  const seen = new Set<string>()
  const unique = (kind: string, value: string, path: string): void => {
    const key = `${kind} ${value}`
    if (seen.has(key)) problems.push(`${path} is taken by another delegate: ${value}`)
    seen.add(key)
  }
  for (const [index, delegate] of genesis.delegates.entries()) {
    const path = `delegates[${index}]`
    unique('name', delegate.name, `${path}.name`)
    unique('owner', delegate.owner, `${path}.owner`)
    unique('operator', delegate.operator, `${path}.operator`)
    if (delegate.consensusKey.length > 0) {
      unique('key', toHex(delegate.consensusKey), `${path}.consensusKey`)
    }
    const bucket = delegate.selfStakeBucket
    if (bucket === undefined) continue
    const own = genesis.buckets[bucket]
    if (own === undefined || own.delegate !== delegate.name || own.owner !== delegate.owner) {
      problems.push(`${path}.selfStakeBucket must be a bucket of its owner for itself`)
    }
  }
  if (!genesis.delegates.some((delegate) => canBeElected(genesis, delegate))) {
    problems.push(
      'delegates must have at least one with a self-stake of minActiveStakeRau, buckets that add up to scoreThresholdRau and, where consensusKeyRequired says so, a consensus key: else nobody can be elected',
    )
  }
}

/** Counts amounts, which are never more than the votes they give: without anyone there would be no first set. */
function canBeElected(genesis: Genesis, delegate: GenesisDelegate): boolean {
  const { rules, buckets } = genesis
  const own = delegate.selfStakeBucket === undefined ? undefined : buckets[delegate.selfStakeBucket]
  if (own === undefined || own.amountRau < rules.minActiveStakeRau) return false
  if (rules.consensusKeyRequired && delegate.consensusKey.length === 0) return false
  let sumRau = 0n
  for (const bucket of buckets) if (bucket.delegate === delegate.name) sumRau += bucket.amountRau
  return sumRau > 0n && sumRau >= rules.scoreThresholdRau
}

function checkBuckets(genesis: Genesis, problems: string[]): void {
  const names = new Set(genesis.delegates.map((delegate) => delegate.name))
  for (const [index, bucket] of genesis.buckets.entries()) {
    if (!names.has(bucket.delegate)) {
      problems.push(`buckets[${index}].delegate is no delegate of this genesis: ${bucket.delegate}`)
    }
    if (bucket.amountRau === 0n) problems.push(`buckets[${index}].amountRau must be more than 0`)
    if (problems.length > 100) return
  }
  const addresses = new Set<string>()
  for (const [index, account] of genesis.accounts.entries()) {
    if (addresses.has(account.address)) problems.push(`accounts[${index}].address stands twice`)
    addresses.add(account.address)
  }
}

/** The JSON of a genesis, with every rule written out, such that `parseGenesis` gives it back. */
export function formatGenesis(genesis: Genesis): Json {
  const rules = (values: Partial<Rules>): Json =>
    Object.fromEntries(formatRuleChanges(values).map((change) => [change.name, change.value]))
  return {
    format: FORMAT,
    chainId: genesis.chainId,
    name: genesis.name,
    time: genesis.timeMs,
    preset: 'mainnet',
    rules: rules(genesis.rules),
    schedule: genesis.schedule.map((change) => ({
      fromEpoch: change.fromEpoch,
      set: rules(change.set),
    })),
    supplyRau: `${genesis.supplyRau}`,
    rewardFundRau: `${genesis.rewardFundRau}`,
    randomnessSeed: toHex(genesis.randomnessSeed),
    accounts: genesis.accounts.map((one) => ({
      address: one.address,
      balanceRau: `${one.balanceRau}`,
    })),
    delegates: genesis.delegates.map((one) => ({
      name: one.name,
      owner: one.owner,
      operator: one.operator,
      reward: one.reward,
      ...(one.blsKey.length > 0 ? { blsKey: toHex(one.blsKey) } : {}),
      ...(one.consensusKey.length > 0 ? { consensusKey: toHex(one.consensusKey) } : {}),
      ...(one.rewardExempt ? { rewardExempt: true } : {}),
      ...(one.selfStakeBucket === undefined ? {} : { selfStakeBucket: one.selfStakeBucket }),
    })),
    buckets: genesis.buckets.map((one) => ({
      delegate: one.delegate,
      owner: one.owner,
      amountRau: `${one.amountRau}`,
      durationDays: one.durationDays,
      autoStake: one.autoStake,
    })),
  }
}
