// Packs what users install into one file, build/boule.tar: the last step of the recipe of an upgrade. The same source gives
// the same bytes on every machine: files in order, without times and owners, and not compressed.
//
//   node scripts/build.mjs && node scripts/pack-artifact.ts

import fs from 'node:fs'
import path from 'node:path'
import { compareText } from '#base/bytes.ts'
import { type TarFile, writeTar } from '#bundles/tar.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const TARGET = path.join(ROOT, 'build', 'boule.tar')
/** As "files" of package.json has it, and what npm needs to install the packages of the lock file. */
const FOLDERS = ['bin', 'dist']
const FILES = ['LICENSE', 'README.md', 'package-lock.json', 'package.json']
const PROGRAM = 'bin/boule'

function listFiles(folder: string): readonly string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
}

const files: readonly TarFile[] = [...FILES, ...FOLDERS.flatMap(listFiles)]
  .sort(compareText)
  .map((file) => ({
    path: file,
    executable: file === PROGRAM,
    bytes: fs.readFileSync(path.join(ROOT, file)),
  }))
fs.mkdirSync(path.dirname(TARGET), { recursive: true })
fs.writeFileSync(TARGET, writeTar(files))
process.stderr.write(`boule: packed ${files.length} files into build/boule.tar\n`)
