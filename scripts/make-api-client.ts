/**
 * Writes src/api/generated/ (the OpenAPI document, and its types as `openapi-fetch` takes them) and docs/reference/api.md. Run it when
 * the contract (src/api/contract) has changed: node scripts/make-api-client.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeGeneratedFiles } from '#api/contract/generated-files.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

for (const [file, text] of Object.entries(await makeGeneratedFiles())) {
  const target = path.join(ROOT, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
}
