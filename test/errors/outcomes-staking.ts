import { ZERO_ADDRESS } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { STAKING_STATUSES } from '#protocol/staking/status.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type { ErrorTable } from './error-table.ts'
import { accountOf, BUCKETS, type OutcomeNetwork, prepareNetwork } from './outcome-network.ts'
import { keysOf, refused, refusedRead } from './outcome-scenarios.ts'

const { open, locked, unstaked, endorsed, ending } = BUCKETS
const alice = accountOf('alice').address

export const STAKING_OUTCOME_TABLE: ErrorTable<OutcomeNetwork> = {
  heading: 'Outcomes of staking',
  codes: keysOf(STAKING_STATUSES),
  start: prepareNetwork,
  scenarios: {
    '201 NotEnoughBalance(uint256,uint256)': refused(
      'alice',
      'createStake',
      'athens',
      coins(2_000_000),
      91,
      true,
      [],
    ),
    '202 BucketNotFound(uint64)': refused('alice', 'unstake', BUCKETS.none, []),
    '203 NotBucketOwner(uint64,address)': refused('bob', 'unstake', open, []),
    '204 BucketIsUnstaked(uint64)': refused('alice', 'unstake', unstaked, []),
    '204 BucketIsAutoStaked(uint64)': refused('alice', 'unstake', open, []),
    '204 BucketIsNotAutoStaked(uint64)': refused('alice', 'depositToStake', locked, 1n, []),
    '204 BucketIsSelfStake(uint64,address)': refused(
      'corinth',
      'changeCandidate',
      'athens',
      BUCKETS.corinth,
      [],
    ),
    '204 BucketIsEndorsed(uint64,uint64)': refused('alice', 'unstake', endorsed, []),
    '204 BucketIsNotEndorsed(uint64)': refused('alice', 'revokeEndorsement', open),
    '204 EndorsementIsEnding(uint64,uint64)': refused('alice', 'intentToRevokeEndorsement', ending),
    '204 EndorsementStands(uint64,uint64)': refused('alice', 'revokeEndorsement', endorsed),
    '204 BucketHasThatOwner(uint64,address)': refused('alice', 'transferStake', alice, open, []),
    '204 BucketVotesForAnother(uint64,address)': refused('corinth', 'candidateActivate', open),
    '205 CandidateNotFound(string)': refused(
      'alice',
      'createStake',
      'nobody',
      coins(100),
      91,
      true,
      [],
    ),
    '205 NotACandidate(address)': refused('alice', 'requestCandidateDeactivation'),
    '206 ReducedTooEarly(uint64,uint64)': refused('alice', 'restake', locked, 90, false, []),
    '207 UnstakedTooEarly(uint64,uint64)': refused('alice', 'unstake', locked, []),
    '207 SelfStakeIsBound(uint64,address)': refused('bob', 'unstake', BUCKETS.dodona, []),
    '208 NotUnstaked(uint64)': refused('alice', 'withdrawStake', open, []),
    '209 WithdrawnTooEarly(uint64,uint64)': refused('alice', 'withdrawStake', unstaked, []),
    '210 CandidateIsTheSame(uint64,address)': refused(
      'alice',
      'changeCandidate',
      'athens',
      open,
      [],
    ),
    '212 AmountTooSmall(uint256,uint256)': refused(
      'alice',
      'createStake',
      'athens',
      1n,
      91,
      true,
      [],
    ),
    '220 DurationTooLong(uint32,uint32)': refused(
      'alice',
      'createStake',
      'athens',
      coins(100),
      1_051,
      true,
      [],
    ),
    '221 ZeroAddress()': refused('alice', 'transferStake', ZERO_ADDRESS, open, []),
    '222 NoStakingContract(uint64)': refused('alice', 'migrateStake', open),
    '223 CandidateIsRetired(address)': refused(
      'alice',
      'createStake',
      'delphi',
      coins(100),
      91,
      true,
      [],
    ),
    '224 PageTooLarge(uint32,uint32)': refusedRead('buckets', 0, 1_001),
    '225 SystemAddress(address)': refused('alice', 'transferStake', STAKING_ADDRESS, open, []),
  },
}
