import type { RuleName } from '#params/rule-table.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import { figuresOf } from '#protocol/impact/figures.ts'
import type { ImpactRecord, ImpactRequest } from './impact-records.ts'

/** What of a payload running the machine again tells nothing about, and why. */
export function findUntold(payload: Payload): ImpactRecord['noFigures'] {
  switch (payload.kind) {
    case 'policy':
      return payload.sets.flatMap(({ name }) => {
        const reason = figuresOf(name as RuleName)
        return typeof reason === 'string' ? [{ change: name, reason }] : []
      })
    case 'directive':
      return [{ change: 'directive', reason: 'it asks people to do something and changes no rule' }]
    case 'upgrade':
      return [
        {
          change: 'upgrade',
          reason:
            'it is another program: rebuild it and let it run past epochs to see what it does',
        },
      ]
    case 'cancel':
      return [
        {
          change: 'cancel',
          reason: `it stops proposal ${payload.proposal}: see the impact of that one`,
        },
      ]
    case 'script':
      return isAboutWeights(payload)
        ? [
            {
              change: 'rewards',
              reason: 'past epochs were ranked by the votes of then, which are not kept by bucket',
            },
          ]
        : []
    case 'treasury':
      return []
  }
}

/** Whether a payload changes how much buckets count. */
export function isAboutWeights(payload: Payload): boolean {
  return payload.kind === 'script' && payload.slot === 'vote-weight'
}

/** Why no set is shown. */
export function describeReason(payload: Payload, reason: string): string {
  return payload.kind === 'script' ? reason : `the rules do not go with the change: ${reason}`
}

interface Told {
  readonly epochs: readonly unknown[]
  readonly scriptFailed: boolean
  readonly sum: ImpactRecord['sum']
  /** The newest settled epoch; 0 when there is none. */
  readonly settled: number
}

/** What the figures take for granted, in sentences. */
export function describeGranted(
  { payload, account }: ImpactRequest,
  told: Told,
): readonly string[] {
  const notes: string[] = []
  const isRun = payload.kind === 'policy' || payload.kind === 'script'
  if ((isRun || payload.kind === 'treasury') && told.settled === 0) {
    notes.push('No epoch is settled yet.')
  }
  if (isRun && told.epochs.length > 0) {
    notes.push('Who was ranked and elected, and who made which blocks, is taken as it was.')
    notes.push('A grant counts whether or not the reward fund could have covered it.')
  }
  if (told.sum.before.slashedRau + told.sum.after.slashedRau > 0n) {
    notes.push('Slashes are taken from the self-stakes that delegates have now.')
  }
  if (told.scriptFailed) {
    notes.push('The script gave no answer that can be used; the built-in formula took over.')
  }
  if (payload.kind === 'script' && payload.slot === 'community-share') {
    notes.push('The script is told what the community fund holds now.')
  }
  if (payload.kind === 'policy' && payload.sunsetEpochs > 0) {
    notes.push(`The new values would hold for ${payload.sunsetEpochs} epochs only.`)
  }
  if (hasSet(payload)) {
    notes.push('The election is held now: with the votes and the randomness of the last block.')
  }
  if (payload.kind === 'treasury') {
    notes.push(
      'Payments begin with the community fund as it is now, behind those decided before; each epoch brings in what the one of that number did.',
    )
  }
  if (account !== undefined && told.epochs.length > 0 && isRun) {
    notes.push('The account is taken to have voted in all epochs as it does now.')
    notes.push(
      'Commissions are what delegates publish: promises, which the chain does not enforce.',
    )
  }
  return notes
}

function hasSet(payload: Payload): boolean {
  if (isAboutWeights(payload)) return true
  if (payload.kind !== 'policy') return false
  return payload.sets.some(({ name }) => {
    const figures = figuresOf(name as RuleName)
    return typeof figures !== 'string' && figures.set
  })
}
