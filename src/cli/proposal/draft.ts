import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ZERO_ADDRESS } from '#base/address.ts'
import type { PayloadKind } from '#sdk/governance/names.ts'
import { CliError } from '../cli-error.ts'

/** One change of a rule to begin with, in words. */
export interface DraftChange {
  readonly rule: string
  readonly from: string
  readonly to: string
}

const EXAMPLE: DraftChange = { rule: 'epochRewardRau', from: '18,750 coins', to: '9,000 coins' }

/** What each kind says beside title and text; `base` is the name of the files without ending. */
function membersOf(kind: PayloadKind, base: string, change: DraftChange | undefined): object {
  switch (kind) {
    case 'policy':
      return { changes: [change ?? EXAMPLE], sunsetEpochs: 0 }
    case 'treasury':
      return { payments: [{ to: ZERO_ADDRESS, perEpoch: '100 coins', epochs: 10 }] }
    case 'directive':
      return { assignee: ZERO_ADDRESS, dueEpochs: 14 }
    case 'upgrade':
      return { bundle: base, activationEpochs: 3 }
    case 'script':
      return { slot: 'community-share', source: `${base}.js` }
    case 'cancel':
      return { proposal: 1 }
  }
}

const SCRIPT = `// How much of the epoch reward goes to the community fund: a tenth. Amounts are texts in Rau.
function communityShare({ epoch, rewardRau, fundRau }) {
  return String(BigInt(rewardRau) / 10n)
}
`

/** What the members of a kind mean: a line each. */
export const KIND_NOTES: Readonly<Record<PayloadKind, readonly string[]>> = {
  policy: [
    'changes: rules with the value that they have and the one that they are to get, such as "9,000 coins", "2 days", "5 %"',
    'sunsetEpochs: epochs after which the old values are back; 0 for good',
  ],
  treasury: ['payments: to whom, how many coins in each epoch, for how many epochs'],
  directive: [
    'assignee: who is asked, and reports; dueEpochs: how many epochs after the confirmation it is due',
  ],
  upgrade: [
    'bundle: folder with manifest.json, source/ and artifacts/, as `boule bundle pack` makes it',
    'activationEpochs: epochs from lock-in to the first block of the new version',
  ],
  script: [
    'slot: the formula that is replaced; source: file with the script, empty to put the built-in formula back',
  ],
  cancel: ['proposal: number of the one that is to be stopped before it is put into action'],
}

function textOf(title: string): string {
  return `# ${title}

## What is wrong today

## What changes, and for whom

## What speaks against it

## How one will see that it worked
`
}

/** Writes a proposal to fill in: a JSON file, and beside it the text. Returns what was written. Overwrites nothing. */
export function writeDraft(
  folder: string,
  file: string,
  kind: PayloadKind,
  change: DraftChange | undefined,
): readonly string[] {
  if (!file.endsWith('.json')) throw new CliError(`${file}: a proposal ends in .json`, 2)
  const base = file.slice(0, -'.json'.length)
  const name = path.basename(base)
  const title = change === undefined ? `A ${kind} proposal` : `Set ${change.rule} to ${change.to}`
  const document = {
    title,
    text: `${name}.md`,
    kind,
    ...membersOf(kind, name, change),
  }
  const files: readonly (readonly [string, string])[] = [
    [file, `${JSON.stringify(document, null, 2)}\n`],
    [`${base}.md`, textOf(title)],
    ...(kind === 'script' ? ([[`${base}.js`, SCRIPT]] as const) : []),
  ]
  for (const [one] of files) {
    if (existsSync(path.resolve(folder, one))) throw new CliError(`${one}: it exists already`)
  }
  for (const [one, text] of files) writeFileSync(path.resolve(folder, one), text, { flag: 'wx' })
  return files.map(([one]) => one)
}
