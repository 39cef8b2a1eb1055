import { and, asc, count, desc, eq, gt, ne } from 'drizzle-orm'
import { RULE_TABLE } from '#params/rule-table.ts'
import { isRuleName } from '#params/rule-text.ts'
import { blocks, proposals, rules, treasuryPayments } from '#indexer/schema.ts'
import * as contract from '../contract/rules.ts'
import type { ApiContext } from '../server/api-context.ts'
import { ApiProblem, found } from '../server/api-problem.ts'
import { handle, handleList } from '../server/handler.ts'
import { byWhole, encodeCursor, readKeyset } from '../server/keyset.ts'
import { readAddress } from './read-parameters.ts'
import { readRuleValues } from './rule-values.ts'
import { orNull, viewAddress, viewRau } from './view-values.ts'

type Definition = (typeof RULE_TABLE)[keyof typeof RULE_TABLE]

/** The rules are few and come from a table of the program, so that a page is a part of a list in memory. */
const listRules = handleList(contract.listRules, async ({ context, query, page }) => {
  const all = await viewRules(context, query.epoch)
  const wanted = all
    .filter((rule) => query.class === undefined || rule.class === query.class)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (page.order === 'desc') wanted.reverse()
  const [after] = page.after ?? []
  const isAfter = (name: string): boolean =>
    after === undefined || (page.order === 'asc' ? name > after : name < after)
  const rest = wanted.filter(({ name }) => isAfter(name))
  const items = rest.slice(0, page.limit)
  const last = rest.length > page.limit ? items.at(-1) : undefined
  return { items, next: last === undefined ? null : encodeCursor(page, [last.name]) }
})

const getRule = handle(contract.getRule, async ({ context, params }) => {
  const all = await viewRules(context, undefined)
  const rule = all.find(({ name }) => name === params.name)
  const rows = await context.database.drizzle
    .select({ rule: rules, timeMs: blocks.timeMs, title: proposals.title, by: proposals.proposer })
    .from(rules)
    .leftJoin(blocks, eq(blocks.height, rules.decidedHeight))
    .leftJoin(proposals, eq(proposals.id, rules.proposal))
    .where(eq(rules.name, params.name))
    .orderBy(desc(rules.fromEpoch))
  const genesisTimeMs = context.watch.head()?.genesisTimeMs ?? 0
  return {
    ...found(rule, `there is no rule ${params.name}`),
    history: rows.map(({ rule: change, timeMs, title, by }) => ({
      fromEpoch: change.fromEpoch,
      before: change.before,
      value: change.value,
      height: change.decidedHeight,
      timeMs: timeMs ?? genesisTimeMs,
      source: change.source,
      proposal: change.proposal,
      title,
      proposer: orNull(by, viewAddress),
    })),
  }
})

const getTreasury = handle(contract.getTreasury, async ({ context }) => {
  const treasury = await context.cache.get('treasury', () =>
    context.client.getTreasury({ limit: 1_000 }),
  )
  return {
    balanceRau: viewRau(treasury.balanceRau),
    owedRau: viewRau(treasury.owedRau),
    sharePermille: treasury.sharePermille,
    streams: treasury.streams.items.map((one) => ({
      stream: one.stream,
      proposal: one.proposal,
      to: one.to,
      perEpochRau: viewRau(one.perEpochRau),
      epochsLeft: one.epochsLeft,
      owedRau: viewRau(one.owedRau),
      paidRau: viewRau(one.paidRau),
      held: one.held,
    })),
  }
})

export const RULE_ROUTES = [
  listRules,
  getRule,
  getTreasury,
  handleList(contract.listTreasuryPayments, ({ context, query, page }) =>
    readKeyset(page, {
      sorts: { height: [byWhole(treasuryPayments.eventId)] },
      read: ({ after, orderBy, limit, keys }) =>
        context.database.drizzle
          .select({ payment: treasuryPayments, keys })
          .from(treasuryPayments)
          .where(
            and(
              query.proposal === undefined
                ? undefined
                : eq(treasuryPayments.proposal, query.proposal),
              query.to === undefined
                ? undefined
                : eq(treasuryPayments.recipient, readAddress(query.to, 'to')),
              after,
            ),
          )
          .orderBy(...orderBy)
          .limit(limit),
      view: ({ payment }) => ({
        height: payment.height,
        epoch: payment.epoch,
        timeMs: payment.timeMs,
        proposal: payment.proposal,
        stream: payment.stream,
        to: viewAddress(payment.recipient),
        amountRau: viewRau(payment.amountRau),
        owedRau: viewRau(payment.owedRau),
        epochsLeft: payment.epochsLeft,
      }),
    }),
  ),
]

async function viewRules(context: ApiContext, wanted: number | undefined) {
  const running = context.watch.head()?.epoch ?? 1
  const epoch = wanted ?? running
  if (epoch < 1 || epoch > running + 2) {
    throw new ApiProblem('not-found', `epoch ${epoch} has no rules yet`, { field: 'epoch' })
  }
  const { drizzle } = context.database
  const [values, upcoming, changes] = await Promise.all([
    readRuleValues(context, epoch),
    drizzle.select().from(rules).where(gt(rules.fromEpoch, epoch)).orderBy(asc(rules.fromEpoch)),
    drizzle
      .select({ name: rules.name, changes: count() })
      .from(rules)
      .where(ne(rules.source, 'genesis'))
      .groupBy(rules.name),
  ])
  const changesOf = new Map(changes.map((row) => [row.name, row.changes]))
  return [...values].flatMap(([name, value]) => {
    if (!isRuleName(name)) return []
    const definition = RULE_TABLE[name]
    const next = upcoming.find((row) => row.name === name)
    return [
      {
        name,
        value: viewValue(definition, value),
        unit: definition.unit,
        class: definition.class,
        type: definition.type,
        meaning: definition.meaning,
        ...viewBounds(definition),
        next:
          next === undefined
            ? null
            : { value: viewValue(definition, next.value), fromEpoch: next.fromEpoch },
        changes: changesOf.get(name) ?? 0,
      },
    ]
  })
}

function viewValue({ type }: Definition, text: string): number | string | boolean {
  if (type === 'whole') return Number(text)
  if (type === 'flag') return text === 'true'
  return text
}

function viewBounds(definition: Definition) {
  return {
    min: 'min' in definition ? `${definition.min}` : null,
    max: 'max' in definition ? `${definition.max}` : null,
    choices: 'choices' in definition ? [...definition.choices] : null,
  }
}
