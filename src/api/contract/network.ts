import { z } from 'zod'
import {
  address,
  count,
  delegateReference,
  durationMs,
  epoch,
  flag,
  hash,
  height,
  rau,
  text,
  timeMs,
} from './fields.ts'
import { defineRead } from './route.ts'

const scheduledBlock = z.object({
  height: height('Height of the block to come'),
  validator: text('Address of the consensus key that proposes it in round 0'),
  delegate: delegateReference.nullable(),
})

const network = z
  .object({
    network: text('Name of the network'),
    chainId: count('Chain id of signatures'),
    genesisHash: hash('Hash of the first state'),
    genesisTimeMs: timeMs('Time of the first state'),
    client: text('Software of the node'),
    dev: flag('A development network, whose accounts have public keys'),
    node: z.object({
      reachable: flag('False: the node does not answer, and these are its last figures'),
      height: height('Newest block'),
      blockHash: hash('Its hash'),
      timeMs: timeMs('Its time'),
      peers: count('Other nodes that it talks with'),
      syncing: flag('Still catching up with the others'),
      pendingTransactions: count('Waiting transactions that could be in the next block'),
      queuedTransactions: count('Waiting transactions that others must come before'),
    }),
    index: z.object({
      height: height('Newest block of the index; lists are as of this block'),
      timeMs: timeMs('Its time'),
      lagBlocks: count('Blocks that the node has and the index has not'),
    }),
    epoch: z.object({
      epoch: epoch('The running one'),
      startHeight: height('Its first block'),
      electionHeight: height('Block at which the next set is elected'),
      endHeight: height('Its last block'),
      blockIntervalMs: durationMs('Time from one block to the next, by the rule'),
      paceMs: durationMs(
        'The same as it was in the last 30 blocks, without pauses; that of the rule where they do not tell',
      ),
      startTimeMs: timeMs('Time of its first block; by the pace if that is not indexed'),
      electionTimeMs: timeMs('Of the election; by the pace if it is to come'),
      endTimeMs: timeMs('Of its last block, by the pace'),
    }),
    supplyRau: rau('All coins'),
    stakedRau: rau('Coins in buckets'),
    fund: z.object({
      availableRau: rau('Not promised to anybody'),
      unclaimedRau: rau('Granted, and not claimed yet'),
      owedRau: rau('Granted, and not covered yet'),
    }),
    delegates: count('Registered and not retired'),
    buckets: count('Open'),
    producingNow: delegateReference.nullable().meta({ description: 'Made the newest block' }),
    schedule: z.array(scheduledBlock).meta({ description: 'Who makes the next blocks' }),
  })
  .meta({ id: 'Network' })

export const getNetwork = defineRead({
  id: 'getNetwork',
  path: '/network',
  tag: 'network',
  summary: 'The network, the running epoch, node and index.',
  answer: network,
})

export const getDevAccounts = defineRead({
  id: 'getDevAccounts',
  path: '/dev/accounts',
  tag: 'network',
  summary: 'The funded accounts of a development network, with their keys; nowhere else.',
  answer: z
    .object({
      phrase: text('The phrase that they come from'),
      accounts: z.array(
        z.object({
          name: text('How the command line calls it'),
          address: address('Its address'),
          privateKey: hash('Everybody knows it'),
        }),
      ),
    })
    .meta({ id: 'DevAccounts' }),
})
