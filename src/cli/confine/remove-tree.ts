import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/**
 * Removes a folder in which foreign programs could write. Folders without rights, or nested deeper than a path may be long, are taken by the
 * system's own tools. Links are removed, not followed.
 */
export function removeTree(folder: string): void {
  try {
    fs.rmSync(folder, { recursive: true, force: true })
  } catch {
    spawnSync('chmod', ['-R', 'u+rwX', folder], { stdio: 'ignore' })
    spawnSync('rm', ['-rf', '--', folder], { stdio: 'ignore' })
  }
  if (fs.existsSync(folder)) throw new Error(`${folder} cannot be removed; remove it by hand`)
}
