import fs from 'node:fs'
import { decodeRecord, encodeRecord, type Codec } from '#base/codec.ts'
import type { Genesis } from '#params/genesis.ts'
import { formatGenesis, parseGenesis } from '#params/genesis-file.ts'
import { type StoredBlock, storedBlockCodec } from '#state/block-log/stored-block.ts'

/** A run of a chain: the genesis, every block as an engine gave it, and the roots that it had. */
export interface RecordedRun {
  readonly genesis: Genesis
  readonly blocks: readonly StoredBlock[]
}

const runCodec: Codec<RecordedRun> = {
  encode: (writer, run) => {
    writer.text(JSON.stringify(formatGenesis(run.genesis)))
    writer.list(run.blocks, (w, block) => storedBlockCodec.encode(w, block))
  },
  decode: (reader) => ({
    genesis: parseGenesis(JSON.parse(reader.text())),
    blocks: reader.list((r) => storedBlockCodec.decode(r)),
  }),
}

export function writeRun(file: string, run: RecordedRun): void {
  fs.writeFileSync(file, encodeRecord(runCodec, run))
}

export function readRun(file: string): RecordedRun {
  const bytes = fs.readFileSync(file)
  return decodeRecord(runCodec, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length))
}
