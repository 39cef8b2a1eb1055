import { expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { parseAddress, toIoAddress } from '#base/io-address.ts'
import { drawBoule } from '#formulas/draw-boule.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import { checkDraw } from './check-draw.ts'

const mix = new Uint8Array(32).fill(7)
const registrations = [4, 8, 15, 16, 23, 42]

const operatorOf = (registration: number): string => `0x${String(registration).padStart(40, '0')}`

function drawWith(producing: readonly number[]) {
  return {
    epoch: 2,
    electedHeight: 200,
    origin: 'elected' as const,
    rule: 'boule' as const,
    startHeight: 241,
    mix: toHex(mix),
    producers: 4,
    candidates: registrations.map((registration, index) => ({
      rank: index + 1,
      delegate: { id: `0x${registration}`, name: `delegate${registration}` },
      registration,
      operator: operatorOf(registration),
      votesRau: '1',
      drawn: producing.includes(registration),
    })),
  }
}

test('a right draw has nobody who is wrong', () => {
  const drawn = drawBoule(mix, registrations, 4)
  expect(checkDraw(drawWith(drawn))).toEqual({ drawn, wrong: [] })
})

test('a producer who was not drawn, and one who was kept out, are found', () => {
  const drawn = drawBoule(mix, registrations, 4)
  const [favoured = 0] = registrations.filter((each) => !drawn.includes(each))
  const [robbed = 0] = drawn
  const { wrong } = checkDraw(drawWith([...drawn.slice(1), favoured]))
  expect(new Set(wrong.map(({ name }) => name))).toEqual(
    new Set([`delegate${favoured}`, `delegate${robbed}`]),
  )
})

test('IoTeX’s draw is by operator and height, whatever the mix', () => {
  const draw = { ...drawWith([]), rule: 'iotex' as const }
  const { drawn } = checkDraw(draw)
  const io = (registration: number) => toIoAddress(parseAddress(operatorOf(registration)))
  expect(drawn.map(io)).toEqual(drawIotex(registrations.map(io), 241, 4))
  expect(checkDraw({ ...draw, mix: toHex(new Uint8Array(32)) }).drawn).toEqual(drawn)
})
