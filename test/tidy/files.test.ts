import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findMachineTraces, hasVagueName, MAX_LINES } from './file-rules.ts'
import { findDeadLinks } from './markdown-links.ts'
import {
  isShippedSource,
  isTestFile,
  listProjectFiles,
  PROJECT_ROOT,
  readProjectFile,
} from './source-files.ts'
import { parseSource } from './syntax-tree.ts'

const files = listProjectFiles()
const code = files.filter(
  (file) =>
    (/\.(tsx?|js|mjs|css|sh)$/.test(file) && !file.includes('/generated/')) || file === '.ci/run',
)
const prose = files.filter((file) => file.endsWith('.md') && !file.startsWith('spec/vectors/'))
const TEXT = /\.(tsx?|js|mjs|json|md|sh|yml|yaml|toml|html|css|sol|txt)$|(^|\/)[^.]+$/

describe('the files of the project', () => {
  test('none of code is too long', () => {
    expect(code.filter((file) => file.endsWith('.tsx')).length).toBeGreaterThan(20)
    const long = code
      .map((file) => ({ file, lines: readProjectFile(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES)
    expect(long).toEqual([])
  })

  test('none has a name that says nothing', () => {
    expect(files.filter(hasVagueName)).toEqual([])
  })

  test('none of src has a default export', () => {
    const exporting = files.filter((file) => {
      if (!isShippedSource(file) && !(file.startsWith('src/') && isTestFile(file))) return false
      const { body } = parseSource(file, readProjectFile(file)).program
      return (body as { type: string }[]).some(({ type }) => type === 'ExportDefaultDeclaration')
    })
    expect(exporting).toEqual([])
  })

  test('none names a place on one machine or the host of a registry', () => {
    const checked = files.filter(
      (file) =>
        TEXT.test(file) && file !== 'package-lock.json' && !file.startsWith('spec/vectors/'),
    )
    expect(checked.length).toBeGreaterThan(20)
    const traces = checked.flatMap((file) =>
      findMachineTraces(readProjectFile(file)).map((trace) => `${file}:${trace}`),
    )
    expect(traces).toEqual([])
  })
})

describe('the documents', () => {
  test('every module folder says what it is', () => {
    const folders = new Set(
      files.filter(isShippedSource).flatMap((file) => {
        const [, layer = '', folder = ''] = file.split('/')
        const hasModules = layer === 'protocol' || layer === 'consensus'
        const isFolder = !/\.tsx?$/.test(folder)
        return hasModules && isFolder
          ? [`src/${layer}`, `src/${layer}/${folder}`]
          : [`src/${layer}`]
      }),
    )
    expect(folders.size).toBeGreaterThan(5)
    const silent = [...folders].filter((folder) => !files.includes(`${folder}/README.md`))
    expect(silent.sort()).toEqual([])
  })

  test('no relative link is dead', () => {
    const readTarget = (file: string): string | undefined => {
      const place = path.join(PROJECT_ROOT, file)
      if (!existsSync(place)) return undefined
      return statSync(place).isDirectory() ? '' : readProjectFile(file)
    }
    expect(prose.length).toBeGreaterThan(3)
    const dead = prose.flatMap((file) => findDeadLinks(file, readProjectFile(file), readTarget))
    expect(dead).toEqual([])
  })
})
