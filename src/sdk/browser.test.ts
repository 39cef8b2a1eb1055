import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('the SDK bundles for browsers, without anything of Node', async () => {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./index.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  expect(result.warnings).toEqual([])
  const inputs = Object.keys(result.metafile.inputs)
  expect(inputs).toContain('src/sdk/index.ts')
  expect(inputs.filter((one) => /(^|\/)(node:|secp256k1-native|@chainsafe)/.test(one))).toEqual([])
  // Native or Node-only parts of the layers below would make it useless on a page.
  const output = result.outputFiles[0]?.text ?? ''
  expect(output).not.toMatch(/\b(?:from|import|require)\s*\(?["']node:/)
})
