/** Where the code and its documents disagree about a set of codes. */
export interface CodeDifferences {
  /** Codes that the code has and the document does not name. */
  readonly undocumented: readonly string[]
  /** Codes that the document lists and the code does not have. */
  readonly unknown: readonly string[]
}

/**
 * Compares the codes of errors or outcomes with a document that lists each in the first column of a
 * table, in backquotes: `| \`code\` | ... |`. A set of codes is checked by a test beside its document.
 */
export function compareDocumentedCodes(codes: Iterable<string>, markdown: string): CodeDifferences {
  const inCode = new Set(codes)
  const inDocument = new Set<string>()
  for (const [, code = ''] of markdown.matchAll(/^\|\s*`([^`]+)`\s*\|/gm)) inDocument.add(code)
  return {
    undocumented: [...inCode].filter((code) => !inDocument.has(code)).sort(),
    unknown: [...inDocument].filter((code) => !inCode.has(code)).sort(),
  }
}
