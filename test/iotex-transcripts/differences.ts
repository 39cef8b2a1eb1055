import type { Aspect } from './comparison.ts'

/** Where this network answers another way than iotex-core, on purpose. The test fails on a difference that is not here, and on a row that does not occur. */
export interface Difference {
  readonly file: string
  readonly note: string
  readonly aspect: Aspect
  readonly iotex: string
  readonly ours: string
  readonly why: string
}

const LOST =
  'iotex-core takes it, returns a hash and drops it when the block is built; here nothing is taken and lost, so the mistake is answered by a receipt with its outcome code'
const REFUSED_EARLY =
  'iotex-core looks at the arguments at submission; here all checks of an action are outcomes, so that a call, a gas estimate and a receipt name the same error'
const NO_EVM = 'there is no EVM here: what only a contract could answer is not taken'
const CLAIM =
  'iotex-core answers a refused claim with the plain Ethereum status 0; here it has an outcome code as well'

function outcome(file: string, note: string, iotex: string, ours: string, why: string): Difference {
  return { file, note, aspect: 'outcome', iotex, ours, why }
}

export const DIFFERENCES: readonly Difference[] = [
  outcome('02-transfer', 'legacy transfer with data', 'done', 'not taken', NO_EVM),
  outcome('02-transfer', 'contract creation', 'done', 'not taken', NO_EVM),
  outcome(
    '03-register',
    'register without a key: taken, never mined',
    'taken and lost',
    'done',
    'the BLS key can be set later, with a proof of possession; without one a delegate gives no reveals',
  ),
  outcome('03-register', 'register below the minimum', 'taken and lost', 'refused 212', LOST),
  outcome('03-register', 'register a bad name', 'not taken', 'refused 240', REFUSED_EARLY),
  outcome('03-register', 'register an empty name', 'not taken', 'refused 240', REFUSED_EARLY),
  outcome(
    '03-register',
    'register a name of 13 characters',
    'not taken',
    'refused 240',
    REFUSED_EARLY,
  ),
  {
    file: '03-register',
    note: 'candidates, second only',
    aspect: 'read',
    iotex:
      '[[0x8839a9a015449f289014ede8671bd71dffb29960 0x6ee306a8fb6858c0d8d9287448c769cfd76a1b2f 0x45b90990fd2fbc7eaca9c737981d90d122cc4dbd delegate0 34342422326830575052269978 0 30000000000000000000000000]]',
    ours: '[[0x4a3c3d272fe3340c0ad27bb91fa9af3ac4185d70 0x5a46500dad8490e7677ccd7f101d23c9a5e11f34 0x1ae359f5763a17727c230a24a7467f5df2674c80 delegate1 22894948217887050034846652 1 20000000000000000000000000]]',
    why: 'iotex-core gives candidates in no order, which even changes between calls; here the order is the ranking, so pages fit together',
  },
  outcome(
    '04-stake',
    'createStake as dynamic fee without tip',
    'not taken',
    'done',
    'a tip of 0 is good Ethereum practice; iotex-core asks for 1',
  ),
  outcome('04-stake', 'createStake below the minimum', 'taken and lost', 'refused 212', LOST),
  outcome('04-stake', 'createStake for 1051 days', 'taken and lost', 'refused 220', LOST),
  outcome(
    '04-stake',
    'createStake of more than the balance',
    'not taken',
    'refused 201',
    REFUSED_EARLY,
  ),
  outcome('04-stake', 'depositToStake 0', 'not taken', 'refused 212', REFUSED_EARLY),
  outcome('05-candidate', 'candidateUpdate without a key', 'taken and lost', 'refused 205', LOST),
  {
    file: '05-candidate',
    note: 'candidateUpdate',
    aspect: 'log',
    iotex:
      'CandidateUpdated(0xbd9cdbdc28dfeea8d6b32120c7e906700366fc51,0xbd9cdbdc28dfeea8d6b32120c7e906700366fc51,0xc09c7ef91a68ce1f7a9e14caa674e0cd105771e5,alphanew,0x9248da6d1a34f591d8ca70c6dd5bcc6d0bc9b7e5,0x901024c1e8c2015ee272524a79962f63248c5a30bb7b767846e50aa621489e777d3b7ace0a1f2834e0bec85c2e468be4)',
    ours: 'CandidateUpdated(0xbd9cdbdc28dfeea8d6b32120c7e906700366fc51,0xbd9cdbdc28dfeea8d6b32120c7e906700366fc51,0x9248da6d1a34f591d8ca70c6dd5bcc6d0bc9b7e5,alphanew,0xc09c7ef91a68ce1f7a9e14caa674e0cd105771e5,0x901024c1e8c2015ee272524a79962f63248c5a30bb7b767846e50aa621489e777d3b7ace0a1f2834e0bec85c2e468be4)',
    why: 'iotex-core puts operator and reward address in each other’s place; its ABI names them as they stand here',
  },
  {
    file: '07-reward',
    note: 'available fund',
    aspect: 'read',
    iotex: '199826034576400000000000000',
    ours: '199828210576400000010010000',
    why: 'block rewards are granted at the end of the epoch, with the others, and tips go to the fund like all fees; iotex-core grants both with each block',
  },
  {
    file: '07-reward',
    note: 'unclaimed of the reward address',
    aspect: 'read',
    iotex: '86247000000000000000000',
    ours: '85511000000000000000000',
    why: 'the nine epoch rewards are the same 84,375 coins; who made which block is not part of the recording, and the running epoch is granted at its end',
  },
  outcome('07-reward', 'claim too much', 'refused 0', 'refused 301', CLAIM),
  outcome('07-reward', 'claim by nobody', 'refused 0', 'refused 301', CLAIM),
  outcome(
    '07-reward',
    'claimFor with a 0x address',
    'not taken',
    'done',
    'an address is taken in either form',
  ),
  outcome('07-reward', 'claimFor with a bad address', 'not taken', 'refused 302', REFUSED_EARLY),
  {
    file: '07-reward',
    note: 'unclaimed afterwards',
    aspect: 'read',
    iotex: '86324000000000000000000',
    ours: '85508000000000000000000',
    why: 'as before the claims: both are three coins less what the recorded node granted with its blocks meanwhile',
  },
]
