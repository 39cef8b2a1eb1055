import type { Address } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import { isOpen } from '#protocol/governance/lifecycle.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import type { JsonObject, RpcBackend } from '../backend.ts'
import { serverFault } from '../errors.ts'
import { defineMethod, type Method, optional, required } from '../method.ts'
import { anyAddress } from '../parameters/hex-types.ts'
import { whole } from '../parameters/plain-types.ts'
import { reference } from '../schemas.ts'

/** What a vote is counted from, by the names of the collections. */
const COUNTED = ['powers', 'delegations', 'ballots'] as const

function findProposal(backend: RpcBackend, id: number): Proposal {
  const record = backend.queries.governance.proposal(id)
  if (record === undefined) throw serverFault('no-such-proposal', `there is no proposal ${id}`)
  return record.proposal
}

/** The block that the answer is of. Whoever calls it does not wait before it has asked for everything: then all is of one block. */
function viewHead(backend: RpcBackend): JsonObject {
  const { height, hash, appHash } = backend.head()
  return { height, blockHash: toHex(hash), appHash: toHex(appHash) }
}

async function readRoots(backend: RpcBackend, id: number | undefined): Promise<JsonObject> {
  const head = viewHead(backend)
  const asked = COUNTED.map((name) => Promise.resolve(backend.collectionProof('governance', name)))
  const proposal = id === undefined ? undefined : findProposal(backend, id)
  const [powers, delegations, ballots] = await Promise.all(asked)
  if (powers === undefined || delegations === undefined || ballots === undefined) {
    throw new Error('governance has its collections')
  }
  const fixed = proposal === undefined ? null : await viewFixed(backend, proposal)
  return { ...head, powers, delegations, ballots, fixed }
}

/** The blocks with which what is counted was fixed: each has its root under its app hash. */
async function viewFixed(backend: RpcBackend, proposal: Proposal): Promise<JsonObject> {
  const { qualifiedEpoch, openedEpoch, voteEndEpoch, state } = proposal
  const closedEpoch = isOpen(state) ? 0 : voteEndEpoch
  return {
    powers: await viewEnd(backend, qualifiedEpoch),
    delegations: await viewEnd(backend, openedEpoch),
    ballots: await viewEnd(backend, closedEpoch),
  }
}

async function viewEnd(backend: RpcBackend, epoch: number): Promise<JsonObject | null> {
  const height = epoch === 0 ? undefined : backend.queries.epoch(epoch)?.endHeight
  if (height === undefined) return null
  const block = await backend.blockByHeight(height)
  return { epoch, height, appHash: block === undefined ? null : toHex(block.appHash) }
}

async function readProof(backend: RpcBackend, id: number, account: Address): Promise<JsonObject> {
  findProposal(backend, id)
  const head = viewHead(backend)
  const keys = backend.queries.governance.voteKeys(id, account)
  const prove = (collection: string, key: string | number | undefined) =>
    key === undefined ? null : backend.proof('governance', collection, key)
  const [proposal, tally, power, delegation, delegatedPower, ballot] = await Promise.all([
    prove('proposals', id),
    prove('tallies', id),
    prove('powers', keys.power),
    prove('delegations', keys.delegation),
    prove('delegatedPower', keys.delegatedPower),
    prove('ballots', keys.ballot),
  ])
  return {
    ...head,
    proposal: proposal ?? null,
    tally: tally ?? null,
    power: power ?? null,
    delegation: delegation ?? null,
    delegatedPower: delegatedPower ?? null,
    ballot: ballot ?? null,
  }
}

/** How a voter sees, with an app hash that it trusts, that its vote is counted as it should be. */
export const GOVERNANCE_PROOF_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_governanceRoots',
    summary: 'Roots of power, delegations and ballots, each with its way to the app hash.',
    description:
      'Of the latest block. `fixed` says with which blocks they were fixed for the proposal: power at the end of the epoch in which it qualified, delegations when its vote opened, ballots when it ended; null what is not fixed yet. The `appHash` there is the `stateRoot` of that block, null when the node does not keep it.',
    parameters: [optional('proposal', whole(1), 'number of a proposal')],
    result: reference('GovernanceRoots'),
    run: ({ backend }, [id]) => readRoots(backend, id),
  }),
  defineMethod({
    name: 'boule_governanceProof',
    summary: 'Proofs of what the vote of an account on a proposal is counted from.',
    description:
      'Of the latest block: the proposal, its tally, the power of the account by epoch, whom it delegated to in the class, what others gave to it, its ballot. Null where there is no such record, which cannot be proven: keys are no slots there. The SDK checks it against the app hash (`verifyGovernanceProof`). Power is kept until the verdict.',
    parameters: [
      required('proposal', whole(1), 'number of the proposal'),
      required('account', anyAddress, 'the account, 0x… or io1…'),
    ],
    result: reference('GovernanceProof'),
    run: ({ backend }, [id, account]) => readProof(backend, id, account),
  }),
]
