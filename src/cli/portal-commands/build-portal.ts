import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CliError } from '../cli-error.ts'

/**
 * Brings the files of the portal up to date in a checkout, which takes a few seconds after a change and nothing else; an installed package brings them.
 * Throws `CliError` with the last words of the build.
 */
export async function buildPortalFiles(log: (line: string) => void): Promise<void> {
  const script = fileURLToPath(new URL('../../../scripts/build-portal.mjs', import.meta.url))
  if (!existsSync(script)) return
  const started = setTimeout(() => log('building the pages of the portal, a few seconds'), 1_500)
  try {
    await promisify(execFile)(process.execPath, [script])
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string }
    const lastWords = stderr.trim().split('\n').at(-1) ?? ''
    throw new CliError(`the pages of the portal cannot be built: ${lastWords}`, 1, { cause: error })
  } finally {
    clearTimeout(started)
  }
}
