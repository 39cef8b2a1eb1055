import { readProjectFile } from '../tidy/source-files.ts'

/** What a reader of the guide does, and the pictures that stand below it. */
export interface GuideStep {
  readonly section: string
  readonly text: string
  readonly pictures: readonly string[]
}

/** The numbered items of the guide by their sections, each in one line. Pictures are those of its own folder, without `.webp`. */
export function readTourGuide(): readonly GuideStep[] {
  const text = readProjectFile('docs/guides/portal-tour.md')
  const steps: { readonly section: string; text: string; readonly pictures: string[] }[] = []
  let section = ''
  let isInItem = false
  for (const line of text.split('\n')) {
    const [, heading] = /^## (.+)$/.exec(line) ?? []
    const [, item] = /^\d+\. (.+)$/.exec(line) ?? []
    const [, rest] = /^ {3}(\S.*)$/.exec(line) ?? []
    const [, picture] = /!\[[^\]]+\]\(portal-tour\/([\w-]+)\.webp\)/.exec(line) ?? []
    const last = steps.at(-1)
    if (heading !== undefined) section = heading
    if (item !== undefined) steps.push({ section, text: item, pictures: [] })
    else if (picture !== undefined) last?.pictures.push(picture)
    else if (isInItem && rest !== undefined && last !== undefined) last.text += ` ${rest}`
    isInItem = picture === undefined && (item !== undefined || (isInItem && rest !== undefined))
  }
  return steps
}
