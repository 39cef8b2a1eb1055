import { DELEGATES_SENTENCES } from './delegates-sentences.ts'
import { EPOCHS_SENTENCES } from './epochs-sentences.ts'
import { GOVERNANCE_SENTENCES } from './governance-sentences.ts'
import { MACHINE_SENTENCES } from './machine-sentences.ts'
import { REWARDING_SENTENCES } from './rewarding-sentences.ts'
import type { Sentence } from './sentence.ts'
import { STAKING_SENTENCES } from './staking-sentences.ts'

/** The plain sentence of every custom error, by its name. */
export const SENTENCES: Readonly<Record<string, Sentence>> = {
  ...MACHINE_SENTENCES,
  ...STAKING_SENTENCES,
  ...DELEGATES_SENTENCES,
  ...REWARDING_SENTENCES,
  ...EPOCHS_SENTENCES,
  ...GOVERNANCE_SENTENCES,
}
