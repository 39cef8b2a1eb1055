import { bytesToUtf8, concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { BundleError } from './bundle-error.ts'
import { MAX_FILES } from './limits.ts'
import { checkPath } from './path-rules.ts'
import { quote } from './plain-text.ts'

/** A plain file of an archive. */
export interface TarFile {
  /** Relative, by the rules of a bundle's paths. */
  readonly path: string
  readonly executable: boolean
  readonly bytes: Uint8Array
}

const BLOCK = 512
/** Where npm puts the files of a package. */
const TOP = 'package/'
const MAX_NAME_BYTES = 100
const EXECUTABLE_BITS = 0o111
// POSIX.1-1988 ustar: offsets and lengths of the fields of a header.
const NAME = [0, MAX_NAME_BYTES] as const
const MODE = [100, 8] as const
const SIZE = [124, 12] as const
const CHECKSUM = [148, 8] as const
const KIND = 156
const MAGIC = [257, 8] as const
const PREFIX = [345, 155] as const
const USTAR = 'ustar\u000000'
const PLAIN_FILE = 0x30

/**
 * A package as a tar archive without compression, as npm installs it: files in the given order below `package/`, without times and
 * owners. The same files always give the same bytes.
 */
export function writeTar(files: readonly TarFile[]): Uint8Array {
  const parts = files.flatMap(({ path, executable, bytes }) => {
    checkPath(path)
    const filler = new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK)
    return [makeHeader(`${TOP}${path}`, executable, bytes.length), bytes, filler]
  })
  return concatBytes(...parts, new Uint8Array(2 * BLOCK))
}

function makeHeader(path: string, executable: boolean, size: number): Uint8Array {
  const header = new Uint8Array(BLOCK)
  const put = (at: number, text: string): void => header.set(utf8ToBytes(text), at)
  const { prefix, name } = splitName(path)
  put(NAME[0], name)
  put(PREFIX[0], prefix)
  put(MODE[0], `${octal(executable ? 0o755 : 0o644, 7)}\0`)
  // Owner and group.
  put(108, `${octal(0, 7)}\0${octal(0, 7)}\0`)
  // Size, and the time of the last change.
  put(SIZE[0], `${octal(size, 11)}\0${octal(0, 11)}\0`)
  header[KIND] = PLAIN_FILE
  put(MAGIC[0], USTAR)
  put(CHECKSUM[0], `${octal(sumHeader(header), 6)}\0 `)
  return header
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

/** The sum of a header's bytes, its own field counted as spaces. */
function sumHeader(header: Uint8Array): number {
  const [from, length] = CHECKSUM
  return header.reduce((sum, byte, at) => sum + (at >= from && at < from + length ? 32 : byte), 0)
}

/** A path in the two fields of a header. */
function splitName(path: string): { readonly prefix: string; readonly name: string } {
  if (path.length <= MAX_NAME_BYTES) return { prefix: '', name: path }
  const cut = path.indexOf('/', path.length - MAX_NAME_BYTES - 1)
  if (cut < 0 || cut > PREFIX[1]) {
    throw new BundleError('path', `the path ${quote(path)} is too long for an archive`)
  }
  return { prefix: path.slice(0, cut), name: path.slice(cut + 1) }
}

/**
 * The files of an archive as `writeTar` makes it. Links, devices, folders of their own and every extension of the format are refused,
 * paths are checked, and nothing may stand behind the end. Throws `BundleError` `malformed`, `limit` or `path`.
 */
export function readTar(archive: Uint8Array): readonly TarFile[] {
  if (archive.length % BLOCK !== 0) throw malformed('it does not consist of blocks of 512 bytes')
  const files: TarFile[] = []
  let at = 0
  while (at < archive.length && archive[at] !== 0) {
    if (files.length === MAX_FILES) {
      throw new BundleError('limit', `the archive has more than ${MAX_FILES} files`)
    }
    const file = readFile(archive, at)
    files.push(file)
    at += BLOCK + Math.ceil(file.bytes.length / BLOCK) * BLOCK
  }
  if (archive.length - at < 2 * BLOCK) throw malformed('its end is missing')
  if (archive.subarray(at).some((byte) => byte !== 0)) throw malformed('it goes on behind its end')
  if (files.length === 0) throw malformed('it is empty')
  return files
}

function readFile(archive: Uint8Array, at: number): TarFile {
  const header = archive.subarray(at, at + BLOCK)
  if (readOctal(header, CHECKSUM) !== sumHeader(header)) throw malformed('a header is damaged')
  const prefix = readText(header, PREFIX)
  const name = readText(header, NAME)
  const whole = prefix === '' ? name : `${prefix}/${name}`
  if (header[KIND] !== PLAIN_FILE) throw malformed(`${quote(whole)} is not a plain file`)
  if (!whole.startsWith(TOP)) throw malformed(`${quote(whole)} is not in ${TOP}`)
  const path = whole.slice(TOP.length)
  checkPath(path)
  const size = readOctal(header, SIZE)
  const from = at + BLOCK
  if (from + size > archive.length) throw malformed(`${quote(path)} is cut off`)
  const executable = (readOctal(header, MODE) & EXECUTABLE_BITS) !== 0
  return { path, executable, bytes: archive.subarray(from, from + size) }
}

type Place = readonly [from: number, length: number]

function readText(header: Uint8Array, [from, length]: Place): string {
  const field = header.subarray(from, from + length)
  const end = field.indexOf(0)
  const text = bytesToUtf8(end < 0 ? field : field.subarray(0, end))
  if (text === undefined) throw malformed('a name is not UTF-8')
  return text
}

function readOctal(header: Uint8Array, place: Place): number {
  const digits = readText(header, place).trim()
  if (!/^[0-7]{1,11}$/.test(digits)) throw malformed('a header has a number that is none')
  return Number.parseInt(digits, 8)
}

function malformed(reason: string): BundleError {
  return new BundleError('malformed', `the archive cannot be taken: ${reason}`)
}
