import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keccak256, stringToHex } from 'viem'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import { upgradeFiles, writeFolder } from '#bundles/bundle.fixture.ts'
import { type CliRun, runCommand } from './cli.fixture.ts'
import { type Report, startTestDevnet } from './dev-node.fixture.ts'
import { readBlockReport } from './live/block-report.ts'
import { createNameBook } from './live/name-book.ts'
import { EMPTY_MEMORY, readDevView } from './live/read-dev-view.ts'

// A policy and a directive from draft to done, against a real node. The tests build on one another.

let network: Awaited<ReturnType<typeof startTestDevnet>>
beforeAll(async () => {
  network = await startTestDevnet()
})
afterAll(() => network.close())

const run = (text: string): Promise<CliRun> => network.run(...text.split(' '))
const json = <T>(text: string): Promise<T> => network.json<T>(...text.split(' '))
const place = (file: string): string => path.join(network.setting.folder, file)
const stateOf = async (id: number): Promise<string> =>
  (await json<Proposal>(`proposal status ${id}`)).state

/** Makes blocks to the end of the running epoch, or of so many. */
async function endEpoch(count = 1): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { height, endHeight, epoch } = await network.client.getStatus()
    const next = await network.client.getEpoch({ epoch: epoch + 1 })
    await network.mineTo(height < endHeight ? endHeight : next.endHeight)
  }
}

async function until(id: number, state: string): Promise<void> {
  for (let i = 0; i < 20 && (await stateOf(id)) !== state; i++) await endEpoch()
  expect(await stateOf(id)).toBe(state)
}

/** What a command says that is refused. */
async function refusal(text: string): Promise<string> {
  const { code, err } = await run(text)
  expect(code).toBe(1)
  expect(err).toMatch(/boule: [^\n]+\n$/)
  return err
}

async function report(text: string): Promise<Report> {
  const found = await json<Report>(text)
  expect(found.done).toBe(true)
  return found
}

describe('a proposal as files', () => {
  test('is written, with the value that the rule has on the network', async () => {
    const drafted = await network.run(
      ...'proposal draft reward.json --rule epochRewardRau --to'.split(' '),
      '9,000 coins',
    )
    expect(drafted).toMatchObject({ code: 0, out: 'reward.json\nreward.md\n' })
    expect(JSON.parse(readFileSync(place('reward.json'), 'utf8'))).toMatchObject({
      title: 'Set epochRewardRau to 9,000 coins',
      changes: [{ rule: 'epochRewardRau', from: '18,750 coins', to: '9,000 coins' }],
    })
    expect(await refusal('proposal draft reward.json')).toContain('it exists already')
  })

  test.each(['treasury', 'directive', 'upgrade', 'script', 'cancel'])(
    'is written for the kind %s',
    async (kind) => {
      const { files } = await json<{ files: string[] }>(
        `proposal draft ${kind}.json --kind ${kind}`,
      )
      expect(files).toEqual([
        `${kind}.json`,
        `${kind}.md`,
        ...(kind === 'script' ? ['script.js'] : []),
      ])
    },
  )

  test('is checked without a node', async () => {
    const { environment, folder } = network.setting
    const checked = await runCommand(['proposal', 'check', 'reward.json'], { environment, folder })
    expect(checked.code).toBe(0)
    expect(checked.out).toContain('epochRewardRau: 18,750 → 9,000 coins')
    expect(checked.err).toContain('With --rpc the network is asked, too.')
  })

  test('is checked against the network', async () => {
    const { code, out, err } = await run('proposal check reward.json --from dev:0')
    expect(code).toBe(0)
    expect(out).toMatch(/class +policy\ndeposit +100 coins now\n/)
    expect(out).toContain('debate 1 epoch, notice 1 epoch, vote 2 epochs')
    expect(err).toContain('The network would take it.')
    const text = readFileSync(place('reward.json'), 'utf8')
    writeFileSync(place('stale.json'), text.replace('18,750', '18,751'))
    expect(await refusal('proposal check stale.json')).toContain(
      'The rule epochRewardRau is "18750000000000000000000", and the proposal expects',
    )
    expect(await refusal('proposal submit stale.json --from dev:0')).toContain('nothing was sent')
    const script = await json<{ class: string; refusal: null }>('proposal check script.json')
    expect(script).toMatchObject({ class: 'technical', refusal: null })
  })
})

describe('on chain', () => {
  test('a policy and a directive are submitted', async () => {
    const submitted = await report('proposal submit reward.json --from dev:0')
    expect(submitted.events.map((one) => one.event)).toEqual(['ProposalRevised', 'ProposalChanged'])
    const directive = { title: 'Run a second sentry', text: 'directive.md', kind: 'directive' }
    const assignee = (await network.client.getDelegate({ delegate: 'coredev' })).owner
    const document = JSON.stringify({ ...directive, assignee, dueEpochs: 2 })
    writeFileSync(place('ask.json'), document)
    await report('proposal submit ask.json --from dev:0')
    writeFolder(place('two'), upgradeFiles())
    const change = { title: 'Boule two', text: 'upgrade.md', kind: 'upgrade', bundle: 'two' }
    writeFileSync(place('two.json'), JSON.stringify({ ...change, activationEpochs: 1 }))
    await report('proposal submit two.json --from dev:4')
    for (const account of ['dev:1', 'dev:2', 'dev:3', 'dev:5']) {
      await report(`stake create cpc 9,000,000 --days 91 --auto-stake --from ${account}`)
    }
    const rows = await json<Proposal[]>('proposal list')
    expect(rows.map((one) => [one.id, one.kind, one.state])).toEqual([
      [3, 'upgrade', 'submitted'],
      [2, 'directive', 'submitted'],
      [1, 'policy', 'submitted'],
    ])
    const { out } = await run('proposal status 1')
    expect(out).toBe('proposal 1 is submitted; checks: end of epoch 1\n')
    const names = createNameBook(network.client, [])
    const block = await readBlockReport(network.client, 1, names)
    const { view } = await readDevView(network.client, '', block, EMPTY_MEMORY, names)
    expect(view.liveProposals).toBe(3)
    expect(view.proposals[2]).toEqual({
      id: 1,
      title: 'Set epochRewardRau to 9,000 coins',
      state: 'is submitted',
      figures: '░░░░░░░░░│ support 0 % of 0.2 %',
      next: 'checks: end of epoch 1, in 119 blocks',
    })
  })

  test('the text is shown from its transaction', async () => {
    const { out } = await run('proposal show 1 --text')
    expect(out).toBe(readFileSync(place('reward.md'), 'utf8'))
  })

  test('one is withdrawn, and one is revised', async () => {
    await report('proposal submit script.json --from dev:0')
    await report('proposal withdraw 4 --from dev:0')
    expect((await run('proposal list')).out).not.toContain('A script proposal')
    expect((await run('proposal list --all')).out).toContain('A script proposal')
    expect(await refusal('proposal withdraw 1 --from dev:1')).toContain('only its proposer')
    await endEpoch(2)
    writeFileSync(place('reward.md'), 'Half is enough.\n')
    await report('proposal revise 1 reward.json --from dev:0')
    expect(await json(`proposal show 1`)).toMatchObject({
      revision: 2,
      textHash: keccak256(stringToHex('Half is enough.\n')),
    })
    expect((await run('proposal show 1 --text')).out).toBe('Half is enough.\n')
  })

  test('supports bring them to a vote', async () => {
    await until(1, 'support')
    expect(await refusal('proposal support 1 --from dev:9')).toContain('has no power in this')
    const supported = await run('proposal support 1 --editorial --from dev:1')
    expect(supported.err).toContain('supports proposal 1, “Set epochRewardRau to 9,000 coins”')
    await report('proposal unsupport 1 --from dev:1')
    await report('proposal support 1 --from dev:1')
    await report('proposal support 2 --from dev:1')
    await report('proposal delegate policy dev:1 --from dev:3')
    const { out } = await run('proposal show 1')
    expect(out).toContain('support')
    expect(out).toMatch(
      /· enough support +at the end of epoch \d+, about .*at the earliest; lapses/,
    )
    await until(1, 'voting')
    expect(await stateOf(2)).toBe('voting')
  })

  test('consensus delegates try the software, and say when they are ready', async () => {
    writeFileSync(place('report.txt'), 'It builds.')
    const attested = await report('proposal attest 3 green --report report.txt --from dev:coredev')
    expect(attested.events[0]?.text).toBe(
      'proposal 3: coredev tried the software and found it good',
    )
    const attest = 'proposal attest 3 green --report report.txt --from'
    expect(await refusal(`${attest} dev:0`)).toContain('(NotConsensusDelegate')
    for (const account of ['dev:1', 'dev:2', 'dev:3']) {
      await report(`proposal support 3 --from ${account}`)
    }
    expect((await run('proposal show 3')).out).toMatch(
      /tried +good: coredev; bad: nobody; needed 1/,
    )
  })

  test('ballots are sent, signed and relayed', async () => {
    // Delegated power comes in the first block of the vote, behind its transactions.
    await network.mineTo((await network.client.getStatus()).height + 1)
    const cast = await report('proposal vote 1 yes --from dev:1')
    expect(cast.events[0]?.text).toMatch(/votes yes with 18,000,000 coins, 9,000,000 coins of it/)
    const signed = await run('proposal vote 1 --split 60:30:10 --sign --from dev:2')
    expect(JSON.parse(signed.out)).toMatchObject({ proposal: 1, yesBps: 6_000, abstainBps: 1_000 })
    writeFileSync(place('ballots.jsonl'), `\n${signed.out}`)
    const [relayed] = await json<Report[]>('proposal relay ballots.jsonl --from dev:0')
    expect(relayed?.events.map((one) => one.text)).toEqual([
      expect.stringMatching(/votes 60 % yes, 30 % no, 10 % abstain with 9,000,000 coins$/),
    ])
    const [again] = await json<Report[]>('proposal relay ballots.jsonl --from dev:0')
    expect(again?.events.map((one) => one.event)).toEqual(['BallotSkipped'])
    for (const account of ['dev:1', 'dev:2', 'dev:3', 'dev:5']) {
      await report(`proposal vote 2 yes --from ${account}`)
    }
    const { out } = await run('proposal show 1')
    expect(out).toMatch(/turnout +\S+ 1\.\d+ % of 1 %/)
    expect(out).toContain('as it stands  it would be confirmed')
  })

  test.each([
    ['{}', 'ballots.jsonl:1: nonce must be a text'],
    ['no', 'ballots.jsonl:1: it is no JSON'],
    ['', 'there is no ballot to relay'],
  ])('a file of ballots with %j is refused', async (text, message) => {
    writeFileSync(place('ballots.jsonl'), text)
    expect(await refusal('proposal relay ballots.jsonl --from dev:0')).toContain(message)
  })

  test('the software change is voted on, and waits for delegates', async () => {
    await until(3, 'voting')
    for (const account of ['dev:1', 'dev:2', 'dev:3', 'dev:5']) {
      await report(`proposal vote 3 yes --from ${account}`)
    }
    await until(3, 'timelocked')
    const ready = await report('proposal ready 3 --from dev:coredev')
    expect(ready.events[0]?.text).toBe('proposal 3: coredev is ready for the new software')
    expect((await run('proposal show 3')).out).toMatch(/ready +1 of \d+ consensus delegates/)
  })

  test('the policy changes the rule, and says so', async () => {
    await until(1, 'actioned')
    const { out } = await run('proposal show 1')
    expect(out).toMatch(/changed +epochRewardRau: 18,750 → 9,000 coins, from epoch \d+ on/)
    const { enactment } = await json<Proposal>('proposal show 1')
    const epoch = enactment?.fromEpoch ?? 0
    while ((await network.client.getStatus()).epoch < epoch) await endEpoch()
    const rules = await network.client.getRules()
    expect(rules['epochRewardRau']?.value).toBe(`9000${'0'.repeat(18)}`)
    expect(await refusal('proposal vote 1 no --from dev:1')).toContain('put into action')
  })

  test('the directive is reported on, late, and reviewed', async () => {
    writeFileSync(place('evidence.txt'), 'It runs.')
    const say = ['--text', 'Half of it.', '--from', 'dev:coredev']
    const reported = await network.json<Report>('proposal', 'report', '2', '50', ...say)
    expect(reported.events.at(-1)?.text).toMatch(/is 50 % done: “Half of it\.”$/)
    expect((await run('proposal show 2')).out).toMatch(/done +█+[░│]+ 50 %, reported .*, overdue/)
    expect(await network.run('proposal', 'report', '2', '100', ...say)).toMatchObject({ code: 2 })
    const done = [...say, '--evidence', 'evidence.txt']
    await network.json('proposal', 'report', '2', '100', ...done)
    const review = ['--text', 'Seen.', '--from', 'dev:0']
    await network.json('proposal', 'review', '2', 'refuse', ...review)
    await network.json('proposal', 'report', '2', '100', ...done)
    await network.json('proposal', 'review', '2', 'accept', ...review)
    expect(await json<Proposal>('proposal show 2')).toMatchObject({
      state: 'actioned',
      overdue: true,
      directive: { percent: 100, evidenceHash: keccak256(stringToHex('It runs.')) },
    })
  })

  test('what only some may do is refused to others', async () => {
    expect(await refusal('proposal veto 1 --reason no --from dev:0')).toContain('(NotGuardian')
    expect(await refusal('proposal ready 1 --from dev:coredev')).toContain('(WrongState')
    expect(
      await refusal('proposal attest 1 green --report evidence.txt --from dev:coredev'),
    ).toContain('(WrongState')
    expect(await refusal('proposal delegate policy none --from dev:9')).toContain(
      '(DelegationUnchanged',
    )
    expect(await refusal('proposal show 77')).toContain('there is no proposal 77')
  })

  test('the community fund is empty', async () => {
    const { out, err } = await run('proposal treasury')
    expect(out).toMatch(/community fund +0 coins\nincome +0 % of each epoch reward\n/)
    expect(err).toBe('It pays to nobody.\n')
    expect(await json('proposal treasury')).toMatchObject({ balanceRau: '0' })
  })
})

test.each([
  ['proposal vote 1 --from dev:0', 'say yes, no or abstain, or how with --split 60:30:10'],
  ['proposal vote 1 maybe --from dev:0', 'write yes, no or abstain.'],
  ['proposal vote 1 --split 60:30 --from dev:0', 'that make up 100, such as 60:30:10.'],
  ['proposal vote 1 yes --split 60:30:10 --from dev:0', 'say yes, no or abstain, or how'],
  ['proposal delegate law dev:0 --from dev:1', 'write directive, policy, technical, meta.'],
  ['proposal attest 1 blue --report x --from dev:0', 'write green or red.'],
  ['proposal review 1 maybe --text x --from dev:0', 'write accept or refuse.'],
  ['proposal draft x.txt', 'x.txt: a proposal ends in .json'],
  ['proposal draft x.json --rule epochRewardRau', '--rule and --to belong together'],
])('%s is not understood', async (text, message) => {
  const { code, err } = await run(text)
  expect(code).toBe(2)
  expect(err).toContain(message)
})
