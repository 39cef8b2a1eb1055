import { describeApi } from './describe-api.ts'
import { writeReference } from './write-reference.ts'
import { writeTypes } from './write-types.ts'

/** Files that follow from the contract, by their path in the project. */
export async function makeGeneratedFiles(): Promise<Readonly<Record<string, string>>> {
  const document = await describeApi()
  return {
    'src/api/generated/openapi.json': `${JSON.stringify(document, null, 1)}\n`,
    'src/api/generated/paths.ts': writeTypes(document),
    'docs/reference/api.md': writeReference(),
  }
}
