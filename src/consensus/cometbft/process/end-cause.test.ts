import { describe, expect, it } from 'vitest'
import { findEndCause } from './end-cause.ts'
import { createLastWords } from './last-words.ts'
import { jsonLine } from './process.fixture.ts'

function lastWordsOf(lines: readonly string[]): string {
  const lastWords = createLastWords()
  for (const line of lines) lastWords.hear(line)
  return lastWords.text
}

describe('the words with which CometBFT ends', () => {
  it('are the first verdict, for what follows is its trace', () => {
    const lines = [
      jsonLine('error', 'something', { err: 'earlier' }),
      'panic: block.AppHash does not match AppHash after replay',
      '',
      'panic: again [recovered]',
      'goroutine 1 [running]:',
      '\t/x/y.go:1',
    ]
    expect(lastWordsOf(lines)).toBe('block.AppHash does not match AppHash after replay')
  })

  it('else a plain line, else the last error of the log', () => {
    const logged = [jsonLine('error', 'first'), jsonLine('error', 'second', { err: 'why' })]
    expect(lastWordsOf([...logged, jsonLine('info', 'third')])).toBe('second: why')
    expect(lastWordsOf([...logged, 'open state.json: no such file', ''])).toBe(
      'open state.json: no such file',
    )
    expect(lastWordsOf([jsonLine('info', 'third'), ''])).toBe('')
  })
})

describe('the cause of an end', () => {
  const prefix = 'failed to create node: error during handshake: error on replay: '
  it.each([
    [
      `${prefix}app block height (113) is higher than core (108)`,
      'app-ahead',
      'the state is at height 113, but CometBFT’s blocks end at 108: take the state back with `boule db rollback --to 108`',
    ],
    [
      `${prefix}app block height (3) is too far below block store base (100)`,
      'failed',
      'the state is at height 3, but CometBFT has blocks only from 100 on',
    ],
    [
      'failed to start node: failed to listen on 127.0.0.1:36657: listen tcp 127.0.0.1:36657: bind: address already in use',
      'port',
      'CometBFT cannot listen on 127.0.0.1:36657, which another program uses',
    ],
    [
      'failed to start node: listen tcp [::]:26656: bind: address already in use',
      'port',
      'CometBFT cannot listen on [::]:26656, which another program uses',
    ],
    [
      "latest CometBFT block (7) LastAppHash (AB) does not match app's AppHash (CD)",
      'failed',
      'the state does not belong to CometBFT’s blocks',
    ],
    [
      'block.AppHash does not match AppHash after replay. Got AB, expected CD.',
      'failed',
      'the state does not belong to CometBFT’s blocks',
    ],
    [
      'consensus broke down: +2/3 committed an invalid block: wrong Block.Header.AppHash.  Expected AB, got CD',
      'failed',
      'the other validators have another state than this node',
    ],
    [
      'failed to create node: failed to initialize database: write /boule/data/blockstore.db/000002.ldb: no space left on device',
      'failed',
      'the disk is full: CometBFT cannot write /boule/data/blockstore.db/000002.ldb',
    ],
    [
      'failed to create node: failed to initialize database: resource temporarily unavailable',
      'failed',
      'another CometBFT uses this home folder',
    ],
    ['found signature from the same key', 'key', 'if another node signs with it, stop that one'],
    ['While parsing config: toml: expected character =', 'bad-config', 'expected character ='],
  ])('is found in: %s', (words, code, explanation) => {
    const cause = findEndCause(words)
    expect(cause?.code).toBe(code)
    expect(cause?.message).toContain(explanation)
  })

  it('is not made up', () => {
    expect(findEndCause('read message: EOF')).toBeUndefined()
    expect(findEndCause('')).toBeUndefined()
  })
})
