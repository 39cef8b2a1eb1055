import type { DeterminismRule } from './determinism-rules.ts'

/** A file that may break one rule, and why all machines still agree. */
export interface DeterminismAllowance {
  readonly file: string
  readonly rule: DeterminismRule
  /** The only expression that may; without it, any in the file. */
  readonly found?: string
  readonly why: string
}

export const DETERMINISM_ALLOWANCES: readonly DeterminismAllowance[] = [
  {
    file: 'src/base/hash.ts',
    rule: 'async',
    why: 'the WebAssembly modules of the hashes are made once, while the program loads',
  },
  {
    file: 'src/base/hash.ts',
    rule: 'import',
    why: 'hash-wasm is pinned exactly; Keccak, SHA-256 and BLAKE2b are checked against vectors',
  },
  {
    file: 'src/base/address-table.ts',
    rule: 'math',
    why: 'keys of the hash, drawn when the program loads; no answer depends on them',
  },
  {
    file: 'src/base/merkle-root.ts',
    rule: 'import',
    why: '@chainsafe/hashtree is pinned exactly; its SHA-256 is checked against that of Node',
  },
  {
    file: 'src/base/io-address.ts',
    rule: 'import',
    why: '@scure/base is pinned exactly and audited; it works on bytes alone',
  },
  {
    file: 'src/base/bls.ts',
    rule: 'import',
    why: '@chainsafe/blst is pinned exactly; its answers are points and verdicts, not texts',
  },
  {
    file: 'src/base/bls.ts',
    rule: 'catch',
    why: 'the library throws on bytes that are no point; only that it threw is used',
  },
  {
    file: 'src/base/bytes.ts',
    rule: 'catch',
    why: 'TextDecoder throws on bytes that are not UTF-8; only that it threw is used',
  },
  {
    file: 'src/base/big-float.ts',
    rule: 'number-conversion',
    why: 'the value is below 2 to the 64th when it is shifted by 32 bits',
  },
  {
    file: 'src/params/rule-text.ts',
    rule: 'number-conversion',
    why: 'the digits were just compared with the bounds of the rule, which are safe integers',
  },
  {
    file: 'src/params/rule-text.ts',
    rule: 'for-in',
    why: 'the table is a literal in the code; its names are no integers and keep their order',
  },
  {
    file: 'src/protocol/store.ts',
    rule: 'for-in',
    why: 'the fields of a record codec are a literal in the code and keep their order',
  },
  {
    file: 'src/protocol/dispatch.ts',
    rule: 'for-in',
    why: 'the system addresses are a literal in the code and keep their order',
  },
  {
    file: 'src/protocol/read-arguments.ts',
    rule: 'catch',
    why: 'the ABI reader throws AbiError on unclean bytes, and only that it threw is used',
  },
  {
    file: 'src/protocol/staking/find-bucket.ts',
    rule: 'number-conversion',
    why: 'the value was just compared with the greatest safe integer',
  },
  {
    file: 'src/base/transaction.ts',
    rule: 'catch',
    why: 'the RLP reader throws RlpError on malformed bytes; any other error goes on',
  },
  {
    file: 'src/base/transaction.ts',
    rule: 'error-text',
    why: 'the text of RlpError is written in this project and serves admission; results carry a code',
  },
  {
    file: 'src/base/ed25519.ts',
    rule: 'catch',
    why: 'the library throws on bytes that are no point; only that it threw is used',
  },
  {
    file: 'src/base/ed25519.ts',
    rule: 'import',
    why: '@noble/curves is pinned exactly and audited; its answers are points and verdicts',
  },
  {
    file: 'src/protocol/delegates/set-profile.ts',
    rule: 'number-conversion',
    why: 'the ABI reader refuses words above 16 bits before they are converted',
  },
  {
    file: 'src/protocol/delegates/genesis.ts',
    rule: 'iteration',
    found: 'genesis.delegates.entries()',
    why: 'the delegates of a genesis file are an array, in the order of the file',
  },
  {
    file: 'src/protocol/governance/record-keys.ts',
    rule: 'number-conversion',
    found: 'Number(proposal)',
    why: 'the digits are those that pairKey wrote, of a proposal number',
  },
  {
    file: 'src/protocol/create-machine.ts',
    rule: 'number-conversion',
    found: 'Number(update.power)',
    why: 'every power was made from a rule that is a whole number',
  },
]
