import type { GoModule } from './go-build-info.ts'

/** The release that the network runs. Its `version` command prints 0.39.0, so what counts is the module it was built from. */
export const PINNED_RELEASE: GoModule = {
  version: 'v0.40.0',
  checksum: 'h1:0+zc7FlcnonFfMwzhyDCd5vK/fHZqz0RfRyTCxZsFPU=',
}

/** How the pinned release is called in texts for people. */
export const PINNED_NAME = `CometBFT ${PINNED_RELEASE.version.slice(1)}`

/** First version of Go that builds it: major and minor. */
export const REQUIRED_GO = { major: 1, minor: 25 } as const

export function isPinnedRelease(module: GoModule): boolean {
  return module.version === PINNED_RELEASE.version && module.checksum === PINNED_RELEASE.checksum
}
