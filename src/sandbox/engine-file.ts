import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { SandboxError } from './sandbox-error.ts'

/** QuickJS 2025-09-13, in the build of quickjs-emscripten 0.32.0. A part of the rules: another file may give other results. */
const ENGINE_PACKAGE = '@jitl/quickjs-wasmfile-release-sync'
const ENGINE_SHA256 = '0x105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232'

/** The WebAssembly file of the engine, as its package brings it. Throws a `SandboxError` when it is missing or another. */
export async function readEngineFile(): Promise<Uint8Array> {
  const require = createRequire(import.meta.url)
  try {
    const file = await readFile(require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))
    return checkEngineFile(new Uint8Array(file.buffer, file.byteOffset, file.length))
  } catch (error) {
    if (error instanceof SandboxError) throw error
    throw new SandboxError(
      `the engine for rule scripts is missing: install the package ${ENGINE_PACKAGE} as package.json names it`,
      { cause: error },
    )
  }
}

/** Gives the bytes back if they are the engine's. */
export function checkEngineFile(bytes: Uint8Array): Uint8Array {
  const found = toHex(sha256(bytes))
  if (found === ENGINE_SHA256) return bytes
  throw new SandboxError(
    `the engine for rule scripts is another than that of the rules: ` +
      `the file of ${ENGINE_PACKAGE} has the sha-256 ${found}, it must be ${ENGINE_SHA256}; install that package anew`,
  )
}
