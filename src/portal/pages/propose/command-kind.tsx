import { useTranslation } from 'react-i18next'
import type { PayloadKind } from '#sdk/governance/names.ts'
import { Command } from '../../ui/command.tsx'

/** Kinds that are made of files: what to do on the command line. */
export function CommandKind({
  kind,
  revised,
}: {
  readonly kind: PayloadKind
  /** Number of the proposal that is revised, if one is. */
  readonly revised: number | undefined
}) {
  const { t } = useTranslation('propose')
  const file = `my-${kind}.json`
  return (
    <>
      <p>{t('byCommand')}</p>
      <Command>{`boule proposal draft ${file} --kind ${kind}`}</Command>
      <p>{t('thenCheck')}</p>
      <Command>{`boule proposal check ${file}`}</Command>
      <p>{t('thenSubmit')}</p>
      <Command>
        {revised === undefined
          ? `boule proposal submit ${file}`
          : `boule proposal revise ${revised} ${file}`}
      </Command>
    </>
  )
}
