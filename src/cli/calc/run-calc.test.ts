import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CALC_KINDS, type CalcKind, MAX_LINE_LENGTH, runCalc } from './run-calc.ts'

async function* inPieces(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces
}

async function run(kind: CalcKind, ...pieces: readonly string[]) {
  const lines: string[] = []
  const exitCode = await runCalc(kind, inPieces(pieces), (line) => lines.push(line))
  return { exitCode, lines }
}

/** The error that one line of input gives, without the number of the line. */
async function errorOf(kind: CalcKind, input: unknown): Promise<string> {
  const text = typeof input === 'string' ? input : JSON.stringify(input)
  const { exitCode, lines } = await run(kind, text)
  expect(exitCode).toBe(1)
  expect(lines.length).toBe(1)
  const answer = JSON.parse(lines[0] ?? '') as { error: string; line: number }
  expect(answer.line).toBe(1)
  expect(answer.error.includes('\n')).toBe(false)
  return answer.error.replace('line 1: ', '')
}

describe('the examples of the README', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
  const sections = readme.split('\n## ').slice(1)

  test('there is a section for each calculation', () => {
    expect(sections.map((section) => section.split('\n')[0])).toEqual([...CALC_KINDS])
  })

  test.each(CALC_KINDS)('%s', async (kind) => {
    const section = sections.find((text) => text.startsWith(`${kind}\n`)) ?? ''
    const block = section.split('```jsonl\n')[1]?.split('```')[0] ?? ''
    const lines = block.trim().split('\n')
    const inputs = lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2))
    const expected = lines.filter((line) => line.startsWith('< ')).map((line) => line.slice(2))
    expect(inputs.length).toBeGreaterThan(0)
    const answers = await run(kind, `${inputs.join('\n')}\n`)
    expect(answers.lines).toEqual(expected)
    expect(answers.exitCode).toBe(expected.some((line) => line.startsWith('{"error"')) ? 1 : 0)
  })
})

describe('lines', () => {
  const good = '{"rule":"boule","blocksPerEpoch":10,"height":25}'
  const answer = '{"epoch":3,"startHeight":21,"endHeight":30}'

  test.each<readonly [string, readonly string[], readonly string[], 0 | 1]>([
    ['no input', [], [], 0],
    ['one line without a line break', [good], [answer], 0],
    ['pieces that cut lines anywhere', [...`${good}\n${good}\n`], [answer, answer], 0],
    ['Windows line breaks', [`${good}\r\n${good}\r\n`], [answer, answer], 0],
    ['a byte order mark', [`\uFEFF${good}\n`], [answer], 0],
    [
      'good lines around a bad one',
      [`${good}\nx\n${good}\n`],
      [answer, '{"error":"line 2: the line must be JSON, got \\"x\\"","line":2}', answer],
      1,
    ],
    [
      'an empty line',
      [`${good}\n\n${good}`],
      [
        answer,
        '{"error":"line 2: the line must be a JSON object, got an empty line","line":2}',
        answer,
      ],
      1,
    ],
  ])('%s', async (_, pieces, lines, exitCode) => {
    expect(await run('epoch', ...pieces)).toEqual({ lines, exitCode })
  })

  test('a line that is too long is answered and dropped', async () => {
    const piece = ' '.repeat(1024 * 1024)
    const pieces = Array.from({ length: MAX_LINE_LENGTH / piece.length + 1 }, () => piece)
    const { lines, exitCode } = await run('epoch', ...pieces, `\n${good}\n`)
    expect(lines[0]).toContain(
      `line 1: the line must be at most ${MAX_LINE_LENGTH} characters long`,
    )
    expect(lines[1]).toBe(answer)
    expect(exitCode).toBe(1)
  })
})

const key = (index: number) => index.toString(16).padStart(64, '0')
const votes = { amountRau: '100', days: 91, autoStake: true, selfStake: false }
const schedule = { genesis: [{ pubKey: key(1), power: '1' }], heights: 3, rounds: 1 }
const draw = { rule: 'boule', mix: key(1), registrations: [1, 2], count: 1 }
/** Weights that are the same for all durations. */
function flat(weight: number) {
  const row = Array<number>(1_051).fill(weight)
  return { plain: row, autoStake: row, selfStake: row.with(1_050, weight * 2) }
}
const delegate = { name: 'alice', votes: '1', registration: 1 }

test('votes are by the weights that a script gave', async () => {
  const weights = { proposal: 3, fromEpoch: 9, ...flat(1_200_000) }
  const lines = [
    { ...votes, weights },
    { ...votes, days: 1_050, selfStake: true, weights },
    { ...votes, weights: null },
  ]
  const answers = await run('votes', lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  expect(answers.lines).toEqual(['{"votes":"120"}', '{"votes":"240"}', '{"votes":"128"}'])
})

describe('errors name the field and what would be right', () => {
  test.each<readonly [CalcKind, unknown, string]>([
    ['votes', '[]', 'the line must be a JSON object, got a list of 0'],
    ['votes', 'null', 'the line must be a JSON object, got null'],
    ['votes', { ...votes, ammount: 1 }, 'ammount is not a field here; known: rule,'],
    ['votes', { ...votes, rule: 'x' }, 'rule must be "native" or "eth2019", got "x"'],
    ['votes', { ...votes, amountRau: '-1' }, 'amountRau must be a whole number of at least 0'],
    ['votes', { ...votes, amountRau: '1.5' }, 'amountRau must be'],
    ['votes', { ...votes, amountRau: '0x10' }, 'amountRau must be'],
    ['votes', { ...votes, amountRau: 1e30 }, 'amountRau must be'],
    ['votes', { ...votes, amountRau: '9'.repeat(78) }, 'amountRau must be'],
    ['votes', { ...votes, amountRau: undefined }, 'got nothing'],
    ['votes', { ...votes, days: -1 }, 'days must be a whole number from 0 to 1050, got -1'],
    ['votes', { ...votes, days: 0.5 }, 'days must be'],
    ['votes', { ...votes, days: '91' }, 'days must be a whole number from 0 to 1050, got "91"'],
    ['votes', { ...votes, autoStake: 1 }, 'autoStake must be true or false, got 1'],
    ['votes', { rule: 'eth2019', amountRau: '1' }, 'remainingDays must be'],
    ['votes', { ...votes, weights: { plain: [] } }, 'weights.autoStake must be a list of at most'],
    ['votes', { ...votes, weights: { ...flat(1), plain: [1.5] } }, 'weights.plain[0] must be a'],
    ['votes', { ...votes, weights: flat(999_999) }, 'weights plain of 0 days must be from 1000000'],
    ['draw', { ...draw, rule: undefined }, 'rule must be "iotex-2019" or "boule", got nothing'],
    ['draw', { ...draw, mix: '0x12' }, 'mix must be 32 bytes as 64 hex digits, got "0x12"'],
    ['draw', { ...draw, count: 0 }, 'count must be a whole number from 1 to'],
    ['draw', { ...draw, registrations: [1, 'x'] }, 'registrations[1] must be a whole number'],
    [
      'draw',
      { ...draw, registrations: [4, 4] },
      'registrations[1] must be a number that occurs once, got 4',
    ],
    [
      'draw',
      { rule: 'iotex-2019', epochStartHeight: 1, operators: ['io1x'] },
      'operators[0] must be an io1 address',
    ],
    [
      'draw',
      {
        rule: 'iotex-2019',
        epochStartHeight: 1,
        operators: ['io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayx'],
      },
      'valid checksum',
    ],
    ['draw', { rule: 'iotex-2019', operators: [] }, 'epochStartHeight must be'],
    ['schedule', { ...schedule, heights: 0 }, 'heights must be a whole number from 1 to 100000'],
    [
      'schedule',
      { ...schedule, heights: 100000, rounds: 1000 },
      'heights times rounds must be at most',
    ],
    ['schedule', { ...schedule, genesis: [] }, 'genesis must leave at least one validator'],
    [
      'schedule',
      { ...schedule, genesis: [{ pubKey: key(1), power: '0' }] },
      'genesis must have powers of at least 1',
    ],
    [
      'schedule',
      { ...schedule, genesis: [{ pubKey: '12', power: '1' }] },
      'genesis[0].pubKey must be 32 bytes',
    ],
    [
      'schedule',
      { ...schedule, updates: { x: [] } },
      'updates must have heights from 1 to 3 as names, got "x"',
    ],
    ['schedule', { ...schedule, updates: { 4: [] } }, 'updates must have heights from 1 to 3'],
    ['schedule', { ...schedule, updates: [] }, 'updates must be an object, got a list of 0'],
    [
      'schedule',
      {
        ...schedule,
        updates: { 1: [{ pubKey: key(8), power: '1' }], 2: [{ pubKey: key(9), power: '0' }] },
      },
      'updates.2 must remove (power "0") only keys that are in the set',
    ],
    [
      'schedule',
      { ...schedule, updates: { 2: [{ pubKey: key(9), power: 'x' }] } },
      'updates.2[0].power must be',
    ],
    [
      'schedule',
      {
        ...schedule,
        updates: {
          2: [
            { pubKey: key(9), power: '1' },
            { pubKey: key(9), power: '2' },
          ],
        },
      },
      'updates.2 must name each key once',
    ],
    [
      'schedule',
      { ...schedule, updates: { 2: [{ pubKey: key(9), power: (2n ** 61n).toString() }] } },
      'updates.2 must have powers below 2^60',
    ],
    ['ranking', {}, 'delegates must be a list'],
    ['ranking', { delegates: [{ name: 'a', votes: '1' }] }, 'delegates[0].registration must be'],
    [
      'ranking',
      { delegates: [delegate, delegate] },
      'delegates[1].name must differ from all others, got "alice" again',
    ],
    [
      'ranking',
      { delegates: [delegate, { ...delegate, name: 'bob' }] },
      'delegates[1].registration must differ',
    ],
    [
      'ranking',
      { delegates: [delegate], probation: ['bob'] },
      'probation[0] must be the name of one of the delegates, got "bob"',
    ],
    ['ranking', { delegates: [delegate], intensityPercent: 101 }, 'intensityPercent must be'],
    ['ranking', { rule: 'iotex-2019', delegates: [delegate] }, 'seed must be'],
    ['epoch', { rule: 'iotex-mainnet' }, 'height or epoch must be given, one of the two'],
    ['epoch', { rule: 'iotex-mainnet', height: 1, epoch: 1 }, 'height or epoch must be given'],
    ['epoch', { rule: 'iotex-mainnet', height: 0 }, 'height must be a whole number from 1'],
    [
      'epoch',
      { rule: 'iotex-mainnet', height: 1, blocksPerEpoch: 5 },
      'blocksPerEpoch belongs to rule "boule"',
    ],
    ['epoch', { rule: 'boule', height: 1 }, 'blocksPerEpoch must be'],
  ])('%s %j', async (kind, input, expected) => {
    expect(await errorOf(kind, input)).toContain(expected)
  })
})
