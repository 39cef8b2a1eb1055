import { join } from 'node:path'
import { packBundle } from './pack-bundle.ts'
import { unpackBundle } from './unpack-bundle.ts'

/** Unpacks `from` into `to` as a process of its own, and kills itself after so many chunks. */
const [folder = '', reads = '0'] = process.argv.slice(2)
let left = Number(reads)
const { index, readChunk } = await packBundle(join(folder, 'from'))
await unpackBundle(
  index,
  async (hash) => {
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    left--
    return readChunk(hash)
  },
  join(folder, 'to'),
)
