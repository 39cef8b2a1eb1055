import { PROBLEMS } from './problem.ts'
import { ROUTES } from './routes.ts'
import { type Route, TAGS } from './route.ts'
import { API_PREFIX } from './describe-api.ts'

const INTRODUCTION = `# HTTP API

Made from the contract in \`src/api/contract\`: \`node scripts/make-api-client.ts\` writes it anew, and a test says when it is old.

\`boule portal\` serves it below \`${API_PREFIX}\`, on the port of the portal. \`${API_PREFIX}/docs\` is a page to try it,
\`${API_PREFIX}/openapi.json\` the document (OpenAPI 3.1) with every field and its unit.

## What holds everywhere

- **Amounts** are Rau (10⁻¹⁸ coin) in decimal digits, as text. Heights, epochs and times are numbers; the name or \`x-unit\` says of what.
- **Addresses** are taken as \`0x…\` or \`io1…\`, and answered with the checksum of EIP-55.
- **Lists** answer \`{ items, next }\`. \`next\` is the \`cursor\` of the page after; null at the end. \`limit\` is 1 to 1,000, 50 when missing;
  \`sort\` and \`order\` are the same for all pages. What is added meanwhile neither repeats nor hides an item.
- **CSV**: \`?format=csv\`, or the header \`Accept: text/csv\`, gives the whole list from the cursor on, or \`limit\` rows of it. Cells that a
  spreadsheet would run begin with an apostrophe.
- **As of**: \`X-Boule-Height\` is the block of the index when the answer was begun; the answer is as of this block or a later one.
- **ETag**: every answer has a weak one; \`If-None-Match\` gives 304.
- **Errors** are problems (RFC 9457, \`application/problem+json\`) with \`type\`, \`title\`, \`status\`, \`detail\`, \`code\` and \`field\`.
  A parameter that is not known is refused, so that a slip of the pen is not a filter that does nothing.
- **Limits**: 3,000 requests a minute that read and 60 that write, of one address; 429 says when to go on.

## Signing in

Sign-in with Ethereum (ERC-4361). \`POST /session/nonce\` gives a number; a wallet signs the message with it; \`POST /session\` takes message
and signature and sets a cookie. The message must name this site, this chain, and the time of now; a number works once. Writing is
possible from the site's own pages: programs send the header \`Origin\` with its address.

## The stream

\`GET /stream\` is server-sent events. \`event\` is \`block\`, \`ranking\`, \`epoch\` or \`proposal\`, \`data\` a \`StreamEvent\`, \`id\` its place on the chain.
After a break, \`Last-Event-ID\` (browsers send it by themselves) or \`after\` brings what was missed, up to 100 blocks; \`reset\` says that it
was more, and that everything is to be read again.
`

/** `docs/reference/api.md`. */
export function writeReference(): string {
  const groups = Object.entries(TAGS).flatMap(([tag, meaning]) => [
    `## ${meaning}`,
    '',
    '| Route | What |',
    '|---|---|',
    ...ROUTES.filter((route) => route.tag === tag).map(writeRoute),
    '',
  ])
  const problems = Object.entries(PROBLEMS).map(
    ([code, [status, title]]) => `| \`${code}\` | ${status} | ${title} |`,
  )
  return [
    INTRODUCTION,
    ...groups,
    '## Problems',
    '',
    '| Code | Status | Meaning |',
    '|---|---|---|',
    ...problems,
    '',
  ].join('\n')
}

function writeRoute({ method, path, summary, access, item }: Route): string {
  const marks = [
    item === undefined ? undefined : 'List.',
    access === 'signed-in' ? 'Signed in.' : access === 'moderator' ? 'Moderators.' : undefined,
  ].filter((mark) => mark !== undefined)
  return `| \`${method} ${path}\` | ${[summary, ...marks].join(' ')} |`
}
