import { type Hex, type RpcLog, zeroAddress } from 'viem'
import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { GOVERNANCE_STATUSES } from '#protocol/governance/status.ts'
import { decodeEvents } from '#sdk/events/decode-events.ts'
import { PAYLOAD_KINDS } from '#sdk/governance/names.ts'
import { encodePayload, type Payload } from '#sdk/governance/payload.ts'
import type { ErrorTable, Scenario } from './error-table.ts'
import {
  DIRECTIVE,
  HASH,
  type GovernanceOutcomeNetwork,
  policyOf,
  prepareGovernance,
  PROPOSALS,
  proposeCall,
  rootOf,
  UPGRADE,
  DEFEATED,
} from './governance-network.ts'
import { accountOf, callOf, done } from './outcome-network.ts'
import { keysOf, onlyForeseen, refused, refusedCall } from './outcome-scenarios.ts'

type GovernanceScenario = Scenario<GovernanceOutcomeNetwork>

const { reviewed, assigned, voting, supported, none } = PROPOSALS
const [alice, zea] = ['alice', 'zea'].map((who) => accountOf(who).address)

/** A proposal that carol may not make. */
function refusedPayload(payload: Payload): GovernanceScenario {
  return refusedCall('carol', proposeCall(payload, coins(400)))
}

function refusedContent(title: string, text: string): GovernanceScenario {
  return refused('carol', 'propose', 5, title, text, `0x${'00'.repeat(31)}01`)
}

/** An action on the content of a proposal as it is. */
function withRoot(
  id: bigint,
  act: (root: Hex) => Scenario<GovernanceOutcomeNetwork>,
): GovernanceScenario {
  return async (network) => act(await rootOf(network, id))(network)
}

/** As many proposals as there may be at once. */
const whenFull: GovernanceScenario = async (network) => {
  for (const dueEpochs of [5, 6]) {
    await done(network, 'alice', proposeCall({ ...DIRECTIVE, dueEpochs }, coins(400)))
  }
  return refusedPayload(DIRECTIVE)(network)
}

/** A signed ballot that is left out of its batch: the event has the code. */
function skipped(voter: Address): GovernanceScenario {
  return async (network) => {
    const ballot = {
      proposal: voting,
      revision: await rootOf(network, voting),
      yesBps: 10_000,
      noBps: 0,
      abstainBps: 0,
      voter,
      nonce: 1n,
      salt: HASH,
      signature: `0x${'00'.repeat(65)}`,
    }
    const receipt = await network.send('alice', callOf('relayBallots', [[ballot]]))
    const [event] = decodeEvents((receipt as unknown as { readonly logs: RpcLog[] }).logs)
    return event?.eventName === 'BallotSkipped' ? keyOfCode(event.args.code) : 'not skipped'
  }
}

function keyOfCode(code: number): string {
  return keysOf(GOVERNANCE_STATUSES.filter((status) => status.code === code)).join()
}

export const GOVERNANCE_OUTCOME_TABLE: ErrorTable<GovernanceOutcomeNetwork> = {
  heading: 'Outcomes of governance',
  codes: keysOf(GOVERNANCE_STATUSES),
  start: prepareGovernance,
  scenarios: {
    '500 NoProposal(uint64)': refused('alice', 'unsupport', none),
    '501 NotProposer(uint64,address)': refused('alice', 'withdraw', supported),
    '502 WrongState(uint64,uint8)': refused('alice', 'unsupport', voting),
    '503 WrongRevision(uint64,bytes32)': refused('zea', 'support', supported, HASH, false),
    '504 UnknownKind(uint8)': refused('carol', 'propose', 9, 'A title', 'A text', '0x'),
    '505 TitleLength(uint32,uint32)': refusedContent('', 'A text'),
    '506 TextTooLong(uint32,uint32)': refusedContent('A title', 'x'.repeat(101)),
    '507 EmptyPayload()': refusedPayload({ kind: 'treasury', payments: [] }),
    '508 UnknownRule(string)': refusedPayload(policyOf(['tax', '1', '2'])),
    '509 BadRuleValue(string,string)': refusedPayload(policyOf(['producers', '3', '0'])),
    '510 RuleSetTwice(string)': refusedPayload(
      policyOf(['producers', '3', '2'], ['producers', '3', '1']),
    ),
    '511 RuleUnchanged(string)': refusedPayload(policyOf(['producers', '3', '3'])),
    '512 StaleRule(string,string,string)': refusedPayload(policyOf(['producers', '4', '2'])),
    '513 RulesConflict(string)': refusedPayload(policyOf(['consensusDelegates', '4', '2'])),
    '514 BadRecipient(address)': refusedPayload({ ...DIRECTIVE, assignee: zeroAddress }),
    '515 AmountOutOfBounds(uint256,uint256)': refusedPayload({ ...DIRECTIVE, dueEpochs: 0 }),
    '516 WrongVersion(uint32,uint32)': refusedPayload({ ...UPGRADE, version: 3 }),
    '517 UnknownSlot(string)': refusedPayload({ kind: 'script', slot: 'tax', source: '' }),
    '518 NotStoppable(uint64,uint8)': refusedPayload({
      kind: 'cancel',
      proposal: Number(supported),
    }),
    '519 CoolingDown(uint64)': refusedPayload(DEFEATED),
    '521 TooManyOfProposer(uint32)': refusedCall('bob', proposeCall(DIRECTIVE, coins(400))),
    '522 DepositTooSmall(uint256,uint256)': refusedCall('carol', proposeCall(DIRECTIVE, 0n)),
    '523 NotEnoughForDeposit(uint256,uint256)': onlyForeseen(
      'corinth',
      proposeCall(DIRECTIVE, coins(400)),
    ),
    '524 NoPower(address)': withRoot(supported, (root) =>
      refused('alice', 'support', supported, root, false),
    ),
    '525 AlreadySupported(uint64)': withRoot(supported, (root) =>
      refused('zea', 'support', supported, root, false),
    ),
    '526 NotSupported(uint64)': refused('athens', 'unsupport', supported),
    '527 BadSplit(uint32)': withRoot(voting, (root) =>
      refused('zea', 'castBallot', voting, root, 1, 1, 1),
    ),
    '528 BadBallotSignature(address)': skipped(accountOf('athens').address),
    '529 BallotReplayed(uint64,uint64)': skipped(accountOf('zea').address),
    '530 UnknownClass(uint8)': refused('alice', 'delegatePower', 9, zeroAddress),
    '531 DelegatedToSelf(address)': refused('alice', 'delegatePower', 1, alice),
    '532 DelegationLoop(address)': refused('alice', 'delegatePower', 1, zea),
    '533 DelegationUnchanged(address)': refused('zea', 'delegatePower', 1, alice),
    '534 NotGuardian(address)': refused('alice', 'veto', voting, 'No.'),
    '535 GuardianIsGone(uint64)': refused('bob', 'veto', voting, 'No.'),
    '536 NoReason(uint32)': refused('zea', 'reviewDirective', reviewed, true, ''),
    '537 NotAssignee(uint64,address)': refused('bob', 'reportProgress', assigned, 5, HASH, 'So.'),
    '538 NotReviewer(uint64,address)': refused('bob', 'reviewDirective', reviewed, true, 'Yes.'),
    '539 NotConsensusDelegate(address)': withRoot(supported, (root) =>
      refused('athens', 'attest', supported, root, true, HASH),
    ),
    '540 AlreadySignalled(uint64)': refused('zea', 'reviewDirective', reviewed, true, 'Yes.'),
    '541 AlreadyAttested(uint64)': withRoot(supported, (root) =>
      refused('zea', 'attest', supported, root, true, HASH),
    ),
    '542 WrongClass(uint64,uint8)': refused(
      'bob',
      'revise',
      supported,
      PAYLOAD_KINDS.indexOf(DIRECTIVE.kind),
      'A title',
      'A text',
      encodePayload(DIRECTIVE),
    ),
    // Last, since it fills the network.
    '520 TooManyLive(uint32)': whenFull,
  },
}
