import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder, without a slash at the end. */
export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Every file that is or would be under version control, relative to the root, sorted. A new file
 * counts before it is committed; one that was just deleted does not.
 */
export function listProjectFiles(): readonly string[] {
  const output = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: PROJECT_ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  const files = output.split('\0').filter((file) => file !== '')
  return [...new Set(files)].filter((file) => existsSync(path.join(PROJECT_ROOT, file))).sort()
}

/** The text of a project file, by its path from the root. */
export function readProjectFile(file: string): string {
  return readFileSync(path.join(PROJECT_ROOT, file), 'utf8')
}

/** Whether the file is code that ships: TypeScript of `src/`, components too, but tests and their fixtures. */
export function isShippedSource(file: string): boolean {
  return file.startsWith('src/') && /\.tsx?$/.test(file) && !isTestFile(file)
}

/** Whether the file is a test or a fixture of tests, wherever it lies. */
export function isTestFile(file: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(file)
}
