import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a network of one node keeps from one life to the next, beside its keys. */
export interface SoloSettings {
  /** As in a genesis file. */
  readonly genesis: unknown
  readonly p2pPort: number
  readonly enginePort: number
}

export function writeSoloSettings(dir: string, settings: SoloSettings): void {
  writeFileSync(path.join(dir, 'settings.json'), JSON.stringify(settings))
}

export function readSoloSettings(dir: string): SoloSettings {
  return JSON.parse(readFileSync(path.join(dir, 'settings.json'), 'utf8')) as SoloSettings
}
