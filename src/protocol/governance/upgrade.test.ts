import { describe, expect, test } from 'vitest'
import type { Rules } from '#params/rule-table.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  type GovernanceNetwork,
  NO_HASH,
  upgradeTo,
} from './governance.fixture.ts'
import type { Payload } from './payload.ts'
import { historyOf } from './recount.fixture.ts'
import { getVersion } from './software-version.ts'

function attest(network: GovernanceNetwork, id: number, who: string, green: boolean): number {
  const values = [id, network.proposal(id).root, green, NO_HASH]
  return network.govern(who, 'attest(uint64,bytes32,bool,bytes32)', values).code
}

function signal(network: GovernanceNetwork, id: number, ...people: readonly string[]): void {
  for (const who of people) {
    expect(network.govern(who, 'signalReady(uint64)', [id]).code).toBe(0)
  }
}

const DELEGATES = ['alice', 'bob', 'carol', 'dave'].map((name, place) => ({
  name,
  selfStakeCoins: 3_000 - 500 * place,
}))

const HOLDERS = { alice: 9_000, bob: 9_000, carol: 9_000, dave: 9_000, dora: 9_000, emil: 9_000 }

/** Four consensus delegates; a software change that is signalled. */
function signalling(rules: Partial<Rules> = {}, payload: Payload = upgradeTo(2)) {
  const network = createGovernanceNetwork(
    { consensusDelegates: 4, readinessEpochs: 2, ...rules },
    { delegates: DELEGATES, holders: HOLDERS },
  )
  const id = network.propose('dora', payload)
  attest(network, id, 'carol', true)
  confirm(network, id)
  network.until(id, 'signalling')
  network.block()
  return { network, id }
}

describe('readiness', () => {
  test.each([
    ['exactly 75 %', 7_500, 'locked-in'],
    ['one basis point more', 7_501, 'signalling'],
  ] as const)('of three in four with a threshold of %s', (_, readinessBps, state) => {
    const { network, id } = signalling({ readinessBps })
    signal(network, id, 'alice', 'bob', 'carol')
    network.endEpoch()
    expect(network.proposal(id).state).toBe(state)
  })

  test('may be signalled in the timelock already, once for each delegate', () => {
    const holders = { alice: 9_000, bob: 9_000, carol: 9_000, dora: 9_000 }
    const network = createGovernanceNetwork({ technicalTimelockExtraEpochs: 2 }, { holders })
    const id = network.propose('dora', upgradeTo(2))
    attest(network, id, 'alice', true)
    confirm(network, id)
    network.until(id, 'timelocked')
    signal(network, id, 'alice')
    expect(network.govern('alice', 'signalReady(uint64)', [id]).code).toBe(540)
    signal(network, id, 'bob', 'carol')
    network.until(id, 'locked-in')
  })

  test('is too late after its time', () => {
    const { network, id } = signalling()
    signal(network, id, 'alice', 'bob')
    network.until(id, 'timed-out')
    const { timelockEndEpoch, changedEpoch } = network.proposal(id)
    expect(changedEpoch).toBe(timelockEndEpoch + 2)
    expect(network.govern('carol', 'signalReady(uint64)', [id]).code).toBe(502)
    expect(getVersion(network.machine.world).version).toBe(1)
  })
})

describe('a software change', () => {
  test('takes effect with its epoch, and is the version from then on', () => {
    const { network, id } = signalling({}, upgradeTo(2, 3))
    signal(network, id, 'alice', 'bob', 'carol')
    network.until(id, 'locked-in')
    const { dueEpoch, changedEpoch } = network.proposal(id)
    expect(dueEpoch).toBe(changedEpoch + 1 + 3)
    network.until(id, 'actioned')
    expect(network.epoch).toBe(dueEpoch - 1)
    const { world } = network.machine
    expect(getVersion(world)).toMatchObject({ version: 2, proposal: id, fromEpoch: dueEpoch })
    expect(findLogs(network, 'VersionActivated').map(({ args }) => args.slice(0, 2))).toEqual([
      [BigInt(id), 2],
    ])
    network.block()
    const next = network.propose('dora', upgradeTo(3))
    expect(network.proposal(next).state).toBe('submitted')
  })

  test('of an older version is not possible', () => {
    const network = createGovernanceNetwork()
    expect(() => network.propose('dora', upgradeTo(1))).toThrow('code 516')
    expect(() => network.propose('dora', upgradeTo(3))).toThrow('code 516')
  })
})

describe('attestations', () => {
  function submitted(minAttestations: number) {
    const network = createGovernanceNetwork({ minAttestations })
    const id = network.propose('dora', upgradeTo(2))
    return { network, id }
  }

  test('are of consensus delegates, and one may change its own', () => {
    const { network, id } = submitted(2)
    expect(attest(network, id, 'emil', true)).toBe(539)
    attest(network, id, 'alice', true)
    expect(attest(network, id, 'alice', true)).toBe(541)
    expect(attest(network, id, 'alice', false)).toBe(0)
    const { attestations } = network.machine.world.governance
    expect(attestations.get(id)).toMatchObject({ green: [], red: [network.id('alice')] })
  })

  test.each([
    ['two of three red', 1, ['alice', 'bob'], [], 'rejected'],
    ['two of three red, the third green', 1, ['alice', 'carol'], ['bob'], 'rejected'],
    ['one of three red', 1, ['alice'], [], 'support'],
    ['one of three red where none has to be green', 0, ['alice'], [], 'support'],
  ] as const)('%s', (_, least, red, green, state) => {
    const { network, id } = submitted(least)
    for (const who of red) attest(network, id, who, false)
    for (const who of green) attest(network, id, who, true)
    network.endEpoch(2)
    expect(network.proposal(id).state).toBe(state)
    if (state === 'rejected') {
      expect(historyOf(network, id).at(-1)).toBe('support > rejected: attested-red')
    }
  })

  test.each([
    ['fewer green than needed', 2, ['alice'], [], 'support'],
    ['as many green as needed', 2, ['alice', 'bob'], [], 'qualified'],
    ['as many green as needed, and one red', 2, ['alice', 'bob'], ['carol'], 'qualified'],
    ['as many red as green', 1, ['alice'], ['bob'], 'qualified'],
    ['none where none is needed', 0, [], [], 'qualified'],
    ['one red where none is needed', 0, [], ['bob'], 'support'],
  ] as const)('qualifies or not: %s', (_, least, green, red, state) => {
    const { network, id } = submitted(least)
    network.endEpoch()
    for (const who of ['alice', 'bob']) network.support(who, id)
    for (const who of red) attest(network, id, who, false)
    for (const who of green) attest(network, id, who, true)
    network.endEpoch()
    expect(network.proposal(id).state).toBe(state)
  })

  test('some few that say red delay a change, until as many say green, and cannot stop it', () => {
    const network = createGovernanceNetwork(
      { consensusDelegates: 4, minAttestations: 1 },
      { delegates: DELEGATES, holders: HOLDERS },
    )
    const id = network.propose('dora', upgradeTo(2))
    for (const who of ['carol', 'dave']) attest(network, id, who, false)
    network.endEpoch()
    for (const who of ['alice', 'bob']) network.support(who, id)
    attest(network, id, 'alice', true)
    network.endEpoch(3)
    expect(network.proposal(id).state).toBe('support')
    attest(network, id, 'bob', true)
    network.endEpoch()
    expect(network.proposal(id).state).toBe('qualified')
  })
})
