import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { rulesQuery } from '../data/governance-queries.ts'
import type { Schemas } from '../data/queries.ts'

export type Rule = Schemas['Rule']

/** All rules by name; empty until they are known. */
export function useRules(): ReadonlyMap<string, Rule> {
  const { data } = useQuery(rulesQuery)
  return useMemo(() => new Map((data ?? []).map((rule) => [rule.name, rule])), [data])
}

/** A value of the API as the text that payloads and histories have. */
export function ruleText(value: Rule['value']): string {
  return String(value)
}
