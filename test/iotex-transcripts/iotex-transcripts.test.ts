import { expect, test } from 'vitest'
import { DIFFERENCES } from './differences.ts'
import { NOT_COMPARED, replayAll } from './replay.ts'
import { readRecordedSteps, RECORDED_FILES } from './recorded-steps.ts'

/*
 * Answers of a real iotex-core node (v2.4.4), recorded request by request. Its raw transactions run here at the heights and
 * times of the recording, on a genesis that mirrors its network: hash and sender, outcome and its number, gas, price, every
 * balance that changed, IoTeX's own events, and every read afterwards are compared.
 */
const { comparisons, skipped } = replayAll()

function keyOf(one: {
  file: string
  note: string
  aspect: string
  iotex: string
  ours: string
}): string {
  return [one.file, one.note, one.aspect, one.iotex, one.ours].join(' | ')
}

const found = comparisons.filter(({ iotex, ours }) => iotex !== ours).map(keyOf)
const known = DIFFERENCES.map(keyOf)

test('every difference is a known one', () => {
  expect(found.filter((key) => !known.includes(key))).toEqual([])
})

test('every known difference occurs, once', () => {
  expect(known.filter((key) => found.filter((one) => one === key).length !== 1)).toEqual([])
})

test('every recorded transaction is replayed', () => {
  const sent = RECORDED_FILES.flatMap(readRecordedSteps).filter(
    (step) => step.request.method === 'eth_sendRawTransaction',
  )
  expect(comparisons.filter(({ aspect }) => aspect === 'outcome')).toHaveLength(sent.length)
})

test('what is not compared is what the JSON-RPC server answers by itself', () => {
  const others = skipped.filter((method) => !NOT_COMPARED.has(method))
  expect(new Set(others)).toEqual(new Set(['eth_getBalance']))
})

test.each<[string, number]>([
  ['outcome', 79],
  ['gas', 62],
  ['price', 62],
  ['balance', 150],
  ['read', 36],
  ['transaction', 128],
  ['log', 11],
])('%s: at least %i are compared', (aspect, floor) => {
  const count = comparisons.filter((one) => one.aspect === aspect).length
  console.log(`iotex-core transcripts, ${aspect}: ${count} compared`)
  expect(count).toBeGreaterThanOrEqual(floor)
})
