import { concatBytes } from '#base/bytes.ts'
import { must } from '#base/assert.ts'
import { type Cursor, encodeUnsigned, readByte, readBytes, readUnsigned } from './cursor.ts'

/** The sections of a module that are read or changed here, by their numbers in the binary. */
export const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const

/** A module as the list of its sections. Each is a number of entries and their bytes, but the unnamed ones are left as they are. */
export interface Section {
  readonly id: number
  readonly body: Uint8Array
}

const HEADER_BYTES = 8

export function readSections(module: Uint8Array): readonly Section[] {
  const cursor: Cursor = { bytes: module, at: HEADER_BYTES }
  const sections: Section[] = []
  while (cursor.at < module.length) {
    const id = readByte(cursor)
    sections.push({ id, body: readBytes(cursor, readUnsigned(cursor)) })
  }
  return sections
}

export function writeSections(module: Uint8Array, sections: readonly Section[]): Uint8Array {
  const parts = sections.flatMap(({ id, body }) => [
    Uint8Array.of(id, ...encodeUnsigned(body.length)),
    body,
  ])
  return concatBytes(module.subarray(0, HEADER_BYTES), ...parts)
}

/** The entries of a section: how many there are, and a cursor at the first. */
export function openSection(
  sections: readonly Section[],
  id: number,
): { readonly count: number; readonly cursor: Cursor } {
  const { body } = must(
    sections.find((section) => section.id === id),
    `section ${id} of the module`,
  )
  const cursor: Cursor = { bytes: body, at: 0 }
  return { count: readUnsigned(cursor), cursor }
}

/** The sections with more entries at the end of one. */
export function appendEntries(
  sections: readonly Section[],
  id: number,
  entries: readonly (readonly number[])[],
): readonly Section[] {
  const { count, cursor } = openSection(sections, id)
  const body = concatBytes(
    Uint8Array.from(encodeUnsigned(count + entries.length)),
    cursor.bytes.subarray(cursor.at),
    Uint8Array.from(entries.flat()),
  )
  return replaceSection(sections, id, body)
}

export function replaceSection(
  sections: readonly Section[],
  id: number,
  body: Uint8Array,
): readonly Section[] {
  return sections.map((section) => (section.id === id ? { id, body } : section))
}
