import { must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import { parseRuleChanges } from '#params/rule-text.ts'
import type { rules as rulesTable } from '../schema.ts'

export type RuleRow = typeof rulesTable.$inferSelect

/** A policy that was put into action. */
export interface Enactment {
  readonly proposal: number
  /** At whose end. */
  readonly epoch: number
  readonly changes: readonly {
    readonly name: string
    readonly before: string
    readonly after: string
  }[]
}

/** Epochs between the boundary at which a decision is made and the first in which it holds. */
const DECISION_LEAD_EPOCHS = 2

/** All values that rules had, have and are known to get, and who changed them. Kept in memory: there are some hundreds. */
export class RuleBook {
  readonly #rows = new Map<string, RuleRow>()
  readonly #known = new Map<number, Rules>()

  add(row: RuleRow): void {
    this.#rows.set(`${row.name}|${row.fromEpoch}`, row)
    this.#known.clear()
  }

  /** Rules of an epoch; those of genesis for epoch 0. */
  of(epoch: number): Rules {
    const known = this.#known.get(epoch)
    if (known !== undefined) return known
    const values = new Map<string, RuleRow>()
    for (const row of this.#rows.values()) {
      if (row.fromEpoch > Math.max(1, epoch)) continue
      const before = values.get(row.name)
      if (before === undefined || before.fromEpoch < row.fromEpoch) values.set(row.name, row)
    }
    const rules = parseRuleChanges([...values.values()]) as Rules
    this.#known.set(epoch, rules)
    return rules
  }

  /** The value of a rule in an epoch, as text. */
  textOf(name: string, epoch: number): string {
    return String(must(this.of(epoch)[name as keyof Rules], 'a rule of the network'))
  }

  /** What policies changed, by proposal. */
  enactments(): readonly Enactment[] {
    const found = new Map<number, RuleRow[]>()
    for (const row of this.#rows.values()) {
      if (row.source !== 'proposal' || row.proposal === null) continue
      found.set(row.proposal, [...(found.get(row.proposal) ?? []), row])
    }
    return [...found].map(([proposal, rows]) => ({
      proposal,
      epoch: (rows[0]?.fromEpoch ?? 0) - DECISION_LEAD_EPOCHS,
      changes: rows.map(({ name, before, value }) => {
        return { name, before: before ?? '', after: value }
      }),
    }))
  }
}
