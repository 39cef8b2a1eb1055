import { describe, expect, it } from 'vitest'
import { consensusFailureIn, parseLogLine, syncFailureIn } from './log-line.ts'
import { jsonLine } from './process.fixture.ts'

describe('a line of CometBFT’s log', () => {
  it.each([
    ['info is our debug', 'info', 'executed block', 'state', 'debug'],
    ['a few of them are told', 'info', 'Snapshot restored', 'statesync', 'info'],
    ['errors of connections are warnings', 'error', 'Error dialing peer', 'p2p', 'warn'],
    ['other errors are errors', 'error', 'failed to start WAL', 'consensus', 'error'],
    ['what it says whenever it ends is not told', 'error', 'Error serving server', 'main', 'debug'],
  ] as const)('%s', (_name, level, message, module, expected) => {
    expect(parseLogLine(jsonLine(level, message, { module }))).toEqual({
      level: expected,
      event: message,
      fields: { module },
    })
  })

  it('keeps its fields as short texts, without time and stack', () => {
    const line = jsonLine('error', 'CONSENSUS FAILURE!!!', {
      module: 'consensus',
      err: 'x'.repeat(1_000),
      height: 7,
      late: true,
      peer: { id: 'a' },
      stack: 'goroutine 1',
    })
    expect(parseLogLine(line)).toEqual({
      level: 'error',
      event: 'CONSENSUS FAILURE',
      fields: {
        module: 'consensus',
        err: `${'x'.repeat(300)}…`,
        height: 7,
        late: true,
        peer: '{"id":"a"}',
      },
    })
  })

  it('tells of a new peer', () => {
    const impl = 'Peer{MConn{127.0.0.1:1} ab in}'
    const line = jsonLine('info', 'service start', { impl, module: 'p2p', peer: 'ab@127.0.0.1:1' })
    expect(parseLogLine(line)).toEqual({
      level: 'info',
      event: 'peer connected',
      fields: { peer: 'ab@127.0.0.1:1' },
    })
    expect(parseLogLine(jsonLine('info', 'service start', { impl: 'Node' }))?.level).toBe('debug')
  })

  it.each(['', 'panic: no', '{"_msg":', '{}', '{"_msg":1}', '[]', 'null'])(
    'is nothing else: %s',
    (line) => expect(parseLogLine(line)).toBeUndefined(),
  )

  it('tells when consensus broke down, and why', () => {
    const line = jsonLine('error', 'CONSENSUS FAILURE!!!', { err: 'no room', stack: 'x' })
    expect(consensusFailureIn(line)).toBe('no room')
    expect(consensusFailureIn('E[..] CONSENSUS FAILURE!!! err=')).toBe('CONSENSUS FAILURE!!!')
    expect(consensusFailureIn(jsonLine('error', 'other', { err: 'no room' }))).toBeUndefined()
    const catchingUp = (err: string) => jsonLine('error', 'Error in validation', { err })
    const otherState = 'wrong Block.Header.AppHash.  Expected AB, got CD'
    expect(consensusFailureIn(catchingUp(otherState))).toBe(otherState)
    // That may be a lie of whoever sent it.
    expect(consensusFailureIn(catchingUp('invalid commit'))).toBeUndefined()
  })
})

describe('the end of a state sync', () => {
  it('is told with its reason', () => {
    const line = jsonLine('error', 'State sync failed', {
      err: 'no witnesses',
      module: 'statesync',
    })
    expect(syncFailureIn(line)).toBe('no witnesses')
    expect(syncFailureIn(jsonLine('info', 'Snapshot restored'))).toBeUndefined()
    expect(syncFailureIn('State sync failed')).toBeUndefined()
  })
})
