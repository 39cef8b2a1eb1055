import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { packUpgradeFolder } from '#cli/bundle/pack-upgrade.ts'
import type { TestFiles } from '#bundles/bundle.fixture.ts'
import { writeFolder } from '#bundles/bundle.fixture.ts'

const CHECKOUT = path.resolve(import.meta.dirname, '..', '..')
/** Installed already: taken by the option that says so, since installing them takes a network and half a minute. */
export const PACKAGES = path.join(CHECKOUT, 'node_modules')

function run(folder: string, program: string, args: readonly string[]): string {
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 } as const
  const { status, stdout, stderr } = spawnSync(program, args, options)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`)
  return stdout
}

/** A checkout of its own with the files of this one, which it may change; the packages are linked. */
export function copyCheckout(folder: string): void {
  const listed = run(CHECKOUT, 'git', ['ls-files', '-z', '-co', '--exclude-standard'])
  for (const file of listed.split('\0').filter((one) => one !== '')) {
    // Others may be at work in this checkout.
    if (!fs.existsSync(path.join(CHECKOUT, file))) continue
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    fs.copyFileSync(path.join(CHECKOUT, file), path.join(folder, file))
  }
  fs.symlinkSync(PACKAGES, path.join(folder, 'node_modules'))
}

function replaceIn(file: string, before: string, after: string): void {
  const text = fs.readFileSync(file, 'utf8')
  if (!text.includes(before)) throw new Error(`${file} has no ${before}`)
  fs.writeFileSync(file, text.replace(before, after))
}

/** Makes this project with one visible change: version 2 of the state machine, package 9.2.0. */
export async function makeRealUpgrade(folder: string, more: TestFiles) {
  const checkout = path.join(folder, 'next')
  copyCheckout(checkout)
  const version = 'export const SOFTWARE_VERSION ='
  replaceIn(path.join(checkout, 'src/params/software-version.ts'), `${version} 1`, `${version} 2`)
  replaceIn(path.join(checkout, 'package.json'), '"version": "0.1.0"', '"version": "9.2.0"')
  run(checkout, 'git', ['init', '--quiet'])
  fs.appendFileSync(path.join(checkout, '.git', 'info', 'exclude'), 'node_modules\n')
  const bundleFolder = path.join(folder, 'upgrade')
  run(checkout, process.execPath, ['scripts/make-upgrade.ts', bundleFolder])
  writeFolder(bundleFolder, more)
  const { bundle, plan, problems } = await packUpgradeFolder(bundleFolder)
  if (plan === undefined || problems.length > 0) throw new Error(problems.join('; '))
  return { bundle, plan, bundleFolder }
}
