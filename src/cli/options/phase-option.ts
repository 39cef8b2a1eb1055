import { InvalidArgumentError, type Option } from 'commander'
import type { NewPhase } from '../genesis/phases.ts'
import { repeatedOption } from './repeated-option.ts'

/** `--phase`, whose value is the list of phases. */
export function phaseOption(): Option {
  return repeatedOption(
    '--phase <epoch:elected:producers>',
    'from this epoch on elect so many delegates, of whom so many produce, such as 1:12:12 and 10:36:24',
    parsePhase,
  )
}

function parsePhase(text: string): NewPhase {
  const [epoch = '', consensusDelegates, producers, ...rest] = text.split(':')
  const fromEpoch = /^[1-9]\d{0,8}$/.test(epoch) ? Number(epoch) : undefined
  if (
    fromEpoch === undefined ||
    consensusDelegates === undefined ||
    producers === undefined ||
    rest.length > 0
  ) {
    throw new InvalidArgumentError(
      'write EPOCH:ELECTED:PRODUCERS, such as 10:36:24; epochs count from 1.',
    )
  }
  return { text, fromEpoch, consensusDelegates, producers }
}
