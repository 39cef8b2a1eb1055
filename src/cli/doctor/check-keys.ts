import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fromHex } from '#base/hex.ts'
import { ensureNodeKey } from '#consensus/cometbft/process/node-key.ts'
import { openValidatorKey } from '#consensus/cometbft/process/validator-key.ts'
import { cometbftHomeOf } from '#node/engines/describe-home.ts'
import { describeError } from '../describe-error.ts'
import type { DelegateKeys } from '../keys/key-file.ts'
import { whole } from '../words.ts'
import { type Finding, ok, problem } from './finding.ts'
import type { Patient } from './patient.ts'

/** The record of what the validator has signed, and the key that CometBFT has for itself. */
export function checkSigningRecord({ dataDir }: Patient, keys: DelegateKeys): Finding {
  const check = 'signing record'
  const home = cometbftHomeOf(dataDir)
  const record = path.join(home, 'data', 'priv_validator_state.json')
  try {
    const { address } = openValidatorKey({
      dir: home,
      secret: fromHex(keys.consensus.secretKey),
      assumeNeverSigned: false,
    })
    return ok(
      check,
      existsSync(record)
        ? `validator ${address} has signed up to block ${whole(readSignedHeight(record))}`
        : `is made at the first start, for validator ${address}: start here only if no other machine has signed with these keys`,
    )
  } catch (error) {
    return problem(check, describeError(error))
  }
}

function readSignedHeight(record: string): number {
  const { height } = JSON.parse(readFileSync(record, 'utf8')) as { readonly height: string }
  return Number(height)
}

/** Under which other nodes know this one. */
export function checkNodeKey({ dataDir }: Patient): Finding {
  const check = 'node id'
  const file = path.join(cometbftHomeOf(dataDir), 'config', 'node_key.json')
  if (!existsSync(file)) return ok(check, 'is made at the first start')
  try {
    return ok(check, ensureNodeKey(file))
  } catch (error) {
    return problem(check, describeError(error))
  }
}
