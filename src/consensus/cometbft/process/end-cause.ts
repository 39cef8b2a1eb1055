import { CometbftError, type CometbftErrorCode } from '../cometbft-error.ts'

interface KnownCause {
  readonly pattern: RegExp
  readonly code: CometbftErrorCode
  readonly explain: (match: RegExpExecArray) => string
}

/** Ends that another start would only repeat. The patterns are CometBFT's own texts. */
const KNOWN_CAUSES: readonly KnownCause[] = [
  {
    pattern: /app block height \((\d+)\) is higher than core \((\d+)\)/,
    code: 'app-ahead',
    explain: ([, app, core]) =>
      `the state is at height ${app}, but CometBFT’s blocks end at ${core}: take the state back with \`boule db rollback --to ${core}\` and the --data and --genesis of this node`,
  },
  {
    pattern: /app block height \((\d+)\) is too far below block store base \((\d+)\)/,
    code: 'failed',
    explain: ([, app, base]) =>
      `the state is at height ${app}, but CometBFT has blocks only from ${base} on: start from a snapshot of the state at height ${base} or higher`,
  },
  {
    pattern: /stores were left in an inconsistent state/,
    code: 'failed',
    explain: () =>
      'CometBFT was interrupted between a snapshot and the first block behind it, from where it cannot go on: start the node again, which repeats the restore, or begin with an empty data directory',
  },
  {
    pattern: /listen(?: on| tcp)? (\S+?):? .*address already in use/,
    code: 'port',
    explain: ([, address]) =>
      `CometBFT cannot listen on ${address}, which another program uses: stop that program or choose another port`,
  },
  {
    pattern:
      /LastAppHash .*does not match app's AppHash|AppHash does not match AppHash after replay/,
    code: 'failed',
    explain: () =>
      'the state does not belong to CometBFT’s blocks: one of them was reset or put back without the other; remove both and sync, but keep data/priv_validator_state.json',
  },
  {
    pattern: /wrong Block\.Header\.AppHash/,
    code: 'failed',
    explain: () =>
      'the other validators have another state than this node: check that it has the genesis file of the network and runs the version that they run, then start from a snapshot of theirs',
  },
  {
    pattern: /failed to set up light client state provider: (.+)/,
    code: 'bad-config',
    explain: ([, problem]) =>
      `CometBFT cannot check a snapshot with what --state-sync, --trust-height and --trust-hash say: ${problem}`,
  },
  {
    pattern: /(\S+): no space left on device/,
    code: 'failed',
    explain: ([, file]) =>
      `the disk is full: CometBFT cannot write ${file}; make room and start again, nothing that was confirmed is lost`,
  },
  {
    pattern: /failed to initialize database: resource temporarily unavailable/,
    code: 'failed',
    explain: () => 'another CometBFT uses this home folder: stop it',
  },
  {
    pattern: /found signature from the same key/,
    code: 'key',
    explain: () =>
      'the last blocks have signatures of this node’s key: if another node signs with it, stop that one; else wait some blocks and start again',
  },
  {
    pattern: /error in config file|While parsing config/,
    code: 'bad-config',
    explain: ({ input }) => `CometBFT does not accept its configuration: ${input}`,
  },
]

/** The error to report when CometBFT ended with such words; `undefined` when another start may help. */
export function findEndCause(words: string): CometbftError | undefined {
  for (const { pattern, code, explain } of KNOWN_CAUSES) {
    const match = pattern.exec(words)
    if (match !== null) return new CometbftError(code, explain(match))
  }
  return undefined
}
