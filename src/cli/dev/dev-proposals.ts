import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { coins } from '#base/integers.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import type { RunningNode } from '#node/start-node.ts'
import { DEVNET_ACCOUNTS } from '#params/devnet/accounts.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Log } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { ProposalChanged, ProposalRevised } from '#protocol/governance/events.ts'
import { PROPOSAL_STATES } from '#protocol/governance/lifecycle.ts'
import { encodePayload, type Payload } from '#protocol/governance/payload.ts'
import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import { GOVERNANCE_ADDRESS } from '#protocol/system-addresses.ts'

/** Owners of the highest ranked delegates: those who support the first proposal, and vote. */
const VOTERS = 26
/** Of four voters, how each votes; the fourth abstains every other time. */
const VOTES: readonly (readonly [yesBps: number, noBps: number])[] = [
  [10_000, 0],
  [10_000, 0],
  [0, 10_000],
  [6_000, 0],
]
const DEPOSIT_RAU = coins(100)
const GAS_LIMIT = 5_000_000

/**
 * The two proposals that a new devnet comes with, made by the owners of its delegates, whose keys everybody knows: a policy that finds
 * support, is voted on and put into action, and a directive that waits for more support. They say that they are generated. The owners
 * vote on whatever comes to a vote, so that a visitor's own proposal finds a turnout, too. They act on what they see in the blocks of
 * this run; after a restart they leave everything to whoever is there.
 */
export function runDevProposals(node: RunningNode, genesis: Genesis): void {
  if (node.backend.head().height > 0) return
  const owners = genesis.delegates.map(({ name }) => createOwner(node, genesis, name))
  const [first, second, ...others] = owners
  if (first === undefined || second === undefined) return
  const reward = genesis.rules.epochRewardRau
  const drafts = [
    {
      owner: first,
      title: 'Raise the epoch reward to 20,000 coins (generated)',
      text: 'More for those who vote and those who run the network. This proposal is generated with the devnet: support it, vote on it, and see the next settlements pay by it.',
      payload: {
        kind: 'policy',
        sets: [{ name: 'epochRewardRau', expected: `${reward}`, value: `${coins(20_000)}` }],
        sunsetEpochs: 0,
      },
    },
    {
      owner: second,
      title: 'Publish what every delegate pays its voters (generated)',
      text: 'A monthly list by the holder of the second account. This proposal is generated with the devnet and waits for your support.',
      payload: { kind: 'directive', assignee: DEVNET_ACCOUNTS[1] ?? first.address, dueEpochs: 10 },
    },
  ] as const satisfies readonly {
    owner: Owner
    title: string
    text: string
    payload: Payload
  }[]
  const roots = new Map<string, Uint8Array>()

  const onState = (id: string, state: string): void => {
    const root = roots.get(id)
    if (root === undefined) return
    const isFirst = id === [...roots.keys()][0]
    if (state === 'support') {
      for (const owner of isFirst ? others.slice(0, VOTERS) : others.slice(0, 1)) {
        owner.call('support(uint64,bytes32,bool)', [BigInt(id), root, true])
      }
    } else if (state === 'voting') {
      for (const [place, owner] of others.slice(0, VOTERS).entries()) {
        const [yesBps, noBps] = VOTES[place % VOTES.length] ?? [0, 0]
        const values = [BigInt(id), root, yesBps, noBps, 10_000 - yesBps - noBps]
        owner.call('castBallot(uint64,bytes32,uint16,uint16,uint16)', values)
      }
    }
  }
  const look = ({ topics, data }: Log): void => {
    const id = BigInt(topics[1] ?? '0x0').toString()
    if (topics[0] === ProposalRevised.topic) roots.set(id, data.slice(128, 160))
    if (topics[0] === ProposalChanged.topic) onState(id, PROPOSAL_STATES[data[63] ?? 0] ?? '')
  }
  const end = node.subscribe((block: ExecutedBlock) => {
    if (block.height === 1) {
      for (const { owner, title, text, payload } of drafts) {
        const kind = PAYLOAD_KINDS.indexOf(payload.kind)
        const values = [kind, title, text, encodePayload(payload)]
        owner.call('propose(uint8,string,string,bytes)', values, DEPOSIT_RAU)
      }
    }
    for (const receipt of block.receipts) receipt.logs.forEach(look)
    block.systemLogs.forEach(look)
  })
  void node.ended.then(end)
}

interface Owner {
  readonly address: ReturnType<typeof addressOfPrivateKey>
  call(signature: string, values: readonly AbiValue[], valueRau?: bigint): void
}

/** The owner of a devnet's delegate. What it sends is not waited for. */
function createOwner({ backend }: RunningNode, genesis: Genesis, name: string): Owner {
  const secret = computeDevSeed('owner', name)
  const { gasPriceRau } = genesis.rules
  let nonce = 0
  return {
    address: addressOfPrivateKey(secret),
    call: (signature, values, valueRau = 0n) => {
      const fields = {
        type: 2,
        chainId: genesis.chainId,
        nonce: nonce++,
        gasLimit: GAS_LIMIT,
        maxFeePerGasRau: gasPriceRau,
        maxPriorityFeePerGasRau: 0n,
        to: GOVERNANCE_ADDRESS,
        valueRau,
        data: encodeCall(signature, values),
        accessList: [],
      } as const
      void backend.submit(signTransaction(fields, secret, signDigest))
    },
  }
}
