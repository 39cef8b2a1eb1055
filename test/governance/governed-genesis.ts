import { coins } from '#base/integers.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { testGenesis } from '#node/test-network.fixture.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import { checkGenesis } from '#params/genesis-file.ts'
import type { Genesis } from '#params/genesis.ts'
import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import type { Rules } from '#params/rule-table.ts'

/** The owners of the delegates, by what is staked: zea has the most, and each about an eighth. */
export const OWNERS = ['zea', 'tiryns', 'thebes', 'samos', 'megara', 'delphi', 'corinth', 'athens']

/** One value for each class of proposals. */
function forAll(term: string, value: number | bigint): Partial<Rules> {
  return Object.fromEntries(PROPOSAL_CLASSES.map((kind) => [`${kind}${term}`, value]))
}

/** Epochs of six blocks; a policy is in action seven epochs after it was proposed. */
const FAST_RULES: Partial<Rules> = {
  blocksPerEpoch: 6,
  electionLeadBlocks: 2,
  unstakeWaitSeconds: 0,
  ...forAll('DebateEpochs', 0),
  ...forAll('NoticeEpochs', 0),
  ...forAll('VotingEpochs', 2),
  ...forAll('MaturityEpochs', 0),
  ...forAll('TimelockExtraEpochs', 1),
  ...forAll('DepositRau', coins(10)),
  ...forAll('SupportWindowEpochs', 3),
  ...forAll('GraceEpochs', 1),
  closingWindowEpochs: 1,
  extensionEpochs: 1,
  maxExtensionEpochs: 1,
}

/** Owners have coins for fees and deposits. */
export function governedGenesis(rules: Partial<Rules> = {}): Genesis {
  const genesis = testGenesis({ ...FAST_RULES, ...rules })
  const balanceRau = coins(10_000)
  const owners = OWNERS.map((name) => ({
    address: addressOfPrivateKey(computeDevSeed('owner', name)),
    balanceRau,
  }))
  const funded: Genesis = {
    ...genesis,
    accounts: [...genesis.accounts, ...owners],
    supplyRau: genesis.supplyRau + balanceRau * BigInt(owners.length),
  }
  const problems = checkGenesis(funded)
  if (problems.length > 0) throw new Error(problems.join('; '))
  return funded
}
