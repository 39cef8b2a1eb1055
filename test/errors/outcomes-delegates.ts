import { ZERO_ADDRESS } from '#base/address.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import { toHex } from '#base/hex.ts'
import { testGenesis } from '#node/test-network.fixture.ts'
import { DELEGATES_STATUSES } from '#protocol/delegates/status.ts'
import type { ErrorTable, Scenario } from './error-table.ts'
import { accountOf, BUCKETS, type OutcomeNetwork, prepareNetwork } from './outcome-network.ts'
import { keysOf, refused } from './outcome-scenarios.ts'

const [athens, corinth] = ['athens', 'corinth'].map((name) => accountOf(name).address)
const corinthOperator = accountOf('corinth operator').address
const keysOfCorinth = testGenesis().delegates.find(({ name }) => name === 'corinth')
const blsKey = toHex(keysOfCorinth?.blsKey ?? new Uint8Array(0))
const takenKey = toHex(keysOfCorinth?.consensusKey ?? new Uint8Array(0))
const freeKey = toHex(ed25519PublicKey(new Uint8Array(32).fill(7)))
const NO_HASH = `0x${'00'.repeat(32)}`

const update = (who: string, name: string, operator: string = ZERO_ADDRESS) =>
  refused(who, 'candidateUpdate', name, operator, ZERO_ADDRESS)
const setProfile = (displayName: string, commissionBps: number): Scenario<OutcomeNetwork> =>
  refused(
    'athens',
    'setProfile',
    displayName,
    '',
    '',
    '',
    NO_HASH,
    NO_HASH,
    [],
    commissionBps,
    0,
    0,
  )

export const DELEGATES_OUTCOME_TABLE: ErrorTable<OutcomeNetwork> = {
  heading: 'Outcomes of delegates',
  codes: keysOf(DELEGATES_STATUSES),
  start: prepareNetwork,
  scenarios: {
    '202 NoSelfStake(address)': refused('carol', 'requestCandidateDeactivation'),
    '203 NotDelegateOwner(address,address)': update('athens operator', 'argos'),
    '203 BucketNotBacking(uint64,address)': refused('athens', 'candidateActivate', BUCKETS.open),
    '203 OwnerIsTheSame(address)': refused('athens', 'candidateTransferOwnership', athens, []),
    '210 OwnerIsTaken(address)': refused('athens', 'candidateTransferOwnership', corinth, []),
    '211 NameIsTaken(string)': update('athens', 'corinth'),
    '211 OperatorIsTaken(address)': update('athens', '', corinthOperator),
    '240 BadName(string)': update('athens', 'Athens'),
    '241 BadBlsKey()': refused('athens', 'setBlsKey', '0x', '0x'),
    '242 BadBlsProof()': refused('athens', 'setBlsKey', blsKey, '0x'),
    '243 BadConsensusKey()': refused('athens', 'setConsensusKey', '0x', '0x'),
    '244 BadConsensusProof()': refused('athens', 'setConsensusKey', freeKey, '0x'),
    '245 ConsensusKeyIsTaken(address)': refused('athens', 'setConsensusKey', takenKey, '0x'),
    '246 ExitRequested(address)': refused('samos', 'requestCandidateDeactivation'),
    '247 ExitNotRequested(address)': refused('athens', 'confirmCandidateDeactivation'),
    '248 ExitNotScheduled(address)': refused('samos', 'confirmCandidateDeactivation'),
    '249 ExitTooEarly(address,uint64)': refused('megara', 'confirmCandidateDeactivation'),
    '250 ExitIsFinal(address)': refused('samos', 'cancelCandidateDeactivation'),
    '251 ProfileFieldTooLong(string,uint32,uint32)': setProfile('x'.repeat(65), 0),
    '252 CommissionTooHigh(string,uint16)': setProfile('Athens', 10_001),
  },
}
