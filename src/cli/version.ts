import { readFileSync } from 'node:fs'

/** Version of the package that this file is a part of: of the checkout or of the packed bundle. */
export function readVersion(): string {
  for (const place of ['../../package.json', '../package.json', './package.json']) {
    const version = versionIn(new URL(place, import.meta.url))
    if (version !== undefined) return version
  }
  return 'unknown'
}

function versionIn(file: URL): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string }
    return manifest.name === 'boule' ? manifest.version : undefined
  } catch {
    return undefined
  }
}
