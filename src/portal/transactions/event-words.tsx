import type { Schemas } from '../data/queries.ts'
import { describeHappening } from './describe-happening.ts'
import { useHappeningWords } from './use-happening-words.ts'

/** What an event of the index says; in the API's own words where the portal has none. */
export function EventWords({ event }: { readonly event: Schemas['Event'] }) {
  const known = [event.delegate, event.otherDelegate].flatMap((delegate) =>
    delegate === null || delegate.name === null
      ? []
      : [[delegate.id.toLowerCase(), delegate.name] as const],
  )
  const words = useHappeningWords(new Map(known))
  return describeHappening(event, words) ?? <span lang="en">{event.text}</span>
}
