import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { coins } from '#base/integers.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import type { PortalNetwork } from './portal-network.ts'

/** Owners of first delegates, whose keys everybody knows. */
export function ownerOf(name: string) {
  return privateKeyToAccount(toHex(computeDevSeed('owner', name)))
}

/** Blocks of an epoch of the devnet. */
const EPOCH_BLOCKS = 120
const GAS = 5_000_000n

/** Something of every kind that the API shows: stakes, profiles, a vote, grants, claims and a refusal. */
export async function makeTraffic(network: PortalNetwork): Promise<void> {
  const { client, accounts, mine } = network
  const [alice, bob, carol] = accounts
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('accounts')
  const { items } = await client.getRanking({ limit: 30 })
  const names = items.map(({ name }) => name)
  const [first = '', second = ''] = names
  const owner = ownerOf(first)

  const stake = { durationDays: 91, autoStake: true, amountRau: coins(5_000) }
  await client.createStake({ account: alice, delegate: first, ...stake })
  await client.createStake({
    account: bob,
    delegate: second,
    ...stake,
    autoStake: false,
    durationDays: 0,
  })
  const own = await client.getBuckets({ owner: bob.address })
  const bucketIndex = own.items[0]?.index ?? 0
  await client.depositToFund({ account: carol, amountRau: coins(1_000) })
  await client.changeCandidate({ account: bob, bucketIndex, delegate: first })
  await client.unstake({ account: bob, bucketIndex })
  await client.unstake({ account: bob, bucketIndex, gas: GAS })
  for (const displayName of ['First & Sons', '=cmd()|<b>"Ünïcode", 1']) {
    await client.setProfile({
      account: owner,
      displayName,
      group: 'builders',
      region: 'EU',
      website: 'https://first.example',
      epochCommissionBps: 1_500,
    })
  }
  await client.delegatePower({ account: carol, class: 'policy', delegate: alice.address })
  await client.propose({
    account: alice,
    title: 'More for everybody, 100%_sure',
    text: '# Why\n\n<script>alert(1)</script> because.',
    payload: {
      kind: 'policy',
      sets: [
        {
          name: 'epochRewardRau',
          expected: await ruleText(network, 'epochRewardRau'),
          value: `${coins(20_000)}`,
        },
      ],
      sunsetEpochs: 0,
    },
    depositRau: coins(100),
  })
  await client.propose({
    account: bob,
    title: 'A list of payments',
    text: 'Monthly.',
    payload: { kind: 'directive', assignee: alice.address, dueEpochs: 10 },
    depositRau: coins(100),
  })
  await mine(EPOCH_BLOCKS)
  const voters = names.slice(1, 27).map(ownerOf)
  const proposal = await client.getProposal({ proposal: 1 })
  for (const voter of voters) {
    await client.supportProposal({ account: voter, proposal: 1, root: proposal.root })
  }
  for (let epochs = 0; epochs < 12; epochs++) {
    const { state } = await client.getProposal({ proposal: 1 })
    if (state === 'voting') break
    await mine(EPOCH_BLOCKS)
  }
  for (const [place, voter] of voters.entries()) {
    const yesBps = place % 3 === 0 ? 2_000 : 10_000
    await client.castBallot({
      account: voter,
      proposal: 1,
      root: proposal.root,
      yesBps,
      noBps: 10_000 - yesBps,
      abstainBps: 0,
    })
  }
  const { reward } = await client.getDelegate({ delegate: first })
  const { unclaimedRau } = await client.getRewards({ address: reward })
  await client.claimFor({ account: alice, reward, amountRau: unclaimedRau })
  await mine(2)
  await network.settle()
}

async function ruleText({ client }: PortalNetwork, name: string): Promise<string> {
  const rules = await client.getRules()
  return String(rules[name]?.value)
}
