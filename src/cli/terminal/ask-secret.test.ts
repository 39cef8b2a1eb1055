import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { askSecret } from './ask-secret.ts'

function createKeyboard(isTTY = true) {
  const modes: boolean[] = []
  const input = Object.assign(new EventEmitter(), {
    isTTY,
    setRawMode: (raw: boolean) => modes.push(raw),
    resume: () => undefined,
    pause: () => undefined,
  })
  let shown = ''
  const output = { write: (text: string) => (shown += text) }
  const ask = askSecret('Password: ', input as never, output as never)
  return {
    ask,
    modes,
    type: (text: string) => input.emit('data', Buffer.from(text)),
    shown: () => shown,
    listeners: () => input.listenerCount('data'),
  }
}

test.each([
  ['in one piece', ['secret\r'], 'secret'],
  ['key by key', [...'secret', '\n'], 'secret'],
  ['with a correction', ['secx\u007fret\r'], 'secret'],
  ['with nothing to correct', ['\b\bsecret\r'], 'secret'],
  ['with characters beyond ASCII', ['pässwört🦉\u007f\r'], 'pässwört'],
  ['as nothing', ['\r'], ''],
  ['and left with Ctrl-C', ['sec\u0003'], undefined],
])('a secret is typed %s and never shown', async (_, keys, expected) => {
  const keyboard = createKeyboard()
  for (const key of keys) keyboard.type(key)
  expect(await keyboard.ask).toBe(expected)
  expect(keyboard.shown()).toBe('Password: \n')
  // The terminal is as it was before, whatever came of it.
  expect(keyboard.modes).toEqual([true, false])
  expect(keyboard.listeners()).toBe(0)
})

test('without a terminal nothing is asked', async () => {
  const keyboard = createKeyboard(false)
  expect(await keyboard.ask).toBeUndefined()
  expect(keyboard.shown()).toBe('')
})
