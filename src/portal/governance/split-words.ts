import type { TFunction } from 'i18next'
import type { Format } from '../format/create-format.ts'

/** A ballot in words: `yes`, or `60% yes, 40% no`. */
export function splitWords(
  ballot: { readonly yesBps: number; readonly noBps: number; readonly abstainBps: number },
  t: TFunction<'governance'>,
  format: Format,
): string {
  const parts = [
    ['yes', ballot.yesBps],
    ['no', ballot.noBps],
    ['abstain', ballot.abstainBps],
  ] as const
  return parts
    .filter(([, bps]) => bps > 0)
    .map(([choice, bps]) =>
      bps === 10_000
        ? t(`choices.${choice}`)
        : t('choicePart', { share: format.basisPoints(bps), choice: t(`choices.${choice}`) }),
    )
    .join(', ')
}
