import { asc, desc, lte } from 'drizzle-orm'
import { rules } from '#indexer/schema.ts'
import type { ApiContext } from '../server/api-context.ts'

/** Values of all rules in an epoch, as texts. */
export function readRuleValues(
  { cache, database }: ApiContext,
  epoch: number,
): Promise<ReadonlyMap<string, string>> {
  return cache.get(`rules ${epoch}`, async () => {
    const rows = await database.drizzle
      .selectDistinctOn([rules.name], { name: rules.name, value: rules.value })
      .from(rules)
      .where(lte(rules.fromEpoch, epoch))
      .orderBy(asc(rules.name), desc(rules.fromEpoch))
    return new Map(rows.map(({ name, value }) => [name, value]))
  })
}

/** A rule that is a whole number, as of the running epoch. */
export async function readWholeRule(context: ApiContext, name: string): Promise<number> {
  const values = await readRuleValues(context, context.watch.head()?.epoch ?? 1)
  const value = values.get(name)
  if (value === undefined) throw new Error(`the index has no rule ${name}`)
  return Number(value)
}
