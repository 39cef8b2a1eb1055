import path from 'node:path'

const LINK = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g
const CODE_BLOCK = /^(```|~~~)[\s\S]*?^\1/gm
const CODE_SPAN = /`[^`\n]*`/g
const ELSEWHERE = /^([a-z][a-z0-9+.-]*:|\/\/)/i

/**
 * The relative links of a markdown file that lead nowhere. `readTarget` gives the text of a file, or
 * undefined where there is none; a folder has the text ''.
 */
export function findDeadLinks(
  file: string,
  text: string,
  readTarget: (file: string) => string | undefined,
): string[] {
  const prose = text.replaceAll(CODE_BLOCK, '')
  const dead: string[] = []
  for (const match of prose
    .replaceAll(CODE_SPAN, (span) => '`'.repeat(span.length))
    .matchAll(LINK)) {
    const link = match[1] ?? ''
    if (ELSEWHERE.test(link)) continue
    const [place = '', anchor] = decodeURI(link).split('#')
    const target = place === '' ? file : path.posix.join(path.posix.dirname(file), place)
    const content = target === file ? text : readTarget(target)
    const isDead = content === undefined || (anchor !== undefined && !hasAnchor(content, anchor))
    if (isDead) dead.push(`${file}: ${link}`)
  }
  return dead
}

function hasAnchor(markdown: string, anchor: string): boolean {
  const headings = markdown.replaceAll(CODE_BLOCK, '').matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)
  for (const [, heading = ''] of headings) {
    if (toAnchor(heading) === anchor) return true
  }
  return false
}

// As GitHub makes them: lower case, punctuation dropped, blanks to hyphens.
function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}
