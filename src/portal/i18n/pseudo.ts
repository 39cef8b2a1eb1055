// Two languages that nobody speaks, made from English, to see what a translation would break:
// `qps` is longer and has accents, `ar-XB` reads from right to left.

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'å',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
}
const RIGHT_TO_LEFT_START = '\u200F\u202E'
const RIGHT_TO_LEFT_END = '\u202C\u200F'
const PLACEHOLDER_OR_TAG = /(\{\{[^}]*\}\}|<\/?\d+\/?>|<\/?[a-z]+\/?>)/

/** A tree of texts with each text changed; placeholders and tags stay. */
export function mapTexts<T>(tree: T, change: (text: string) => string): T {
  if (typeof tree === 'string') return change(tree) as T
  const entries = Object.entries(tree as Record<string, unknown>)
  return Object.fromEntries(entries.map(([key, value]) => [key, mapTexts(value, change)])) as T
}

/** A text with accents, in brackets, and a third longer. */
export function toAccented(text: string): string {
  const accented = mapWords(text, (words) => words.replaceAll(/[a-z]/gi, (c) => ACCENTS[c] ?? c))
  // No language has words without an end.
  const more = '·'.repeat(Math.ceil(text.length / 3)).replaceAll(/.{8}(?=.)/g, '$& ')
  return `[${accented}${more}]`
}

/** A text whose words run from right to left. */
export function toRightToLeft(text: string): string {
  return mapWords(text, (words) =>
    words.replaceAll(/[a-z]+/gi, (word) => `${RIGHT_TO_LEFT_START}${word}${RIGHT_TO_LEFT_END}`),
  )
}

function mapWords(text: string, change: (words: string) => string): string {
  return text
    .split(PLACEHOLDER_OR_TAG)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('')
}
