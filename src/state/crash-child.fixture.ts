import fs from 'node:fs'
import { toHex } from '#base/hex.ts'
import { openDatabase } from './database.ts'
import { createToy, TOY_IDENTITY } from './toy-chain.fixture.ts'

/**
 * A node of a few lines, as a process of its own: recovers, says where it is, and goes on to the height asked for. It kills
 * itself when it passes the crash point `point` for the `nth` time. What it confirms goes out at once.
 */
const [dir = '', target = '0', point = '', nth = '1'] = process.argv.slice(2)

function say(line: string): void {
  fs.writeSync(1, `${line}\n`)
}

let left = Number(nth)
const toy = createToy()
const database = await openDatabase({
  dir,
  store: toy.store,
  identity: TOY_IDENTITY,
  snapshotEveryBlocks: 3,
  segmentBytes: 2500,
  keepBlocks: 2,
  notice: (text) => say(`notice ${text}`),
  crashPoint: (name) => {
    if (name !== point) return
    left--
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
const recovery = await database.recover({
  genesis: () => toy.genesis(),
  resume: () => {},
  apply: (block) => toy.apply(block),
})
say(`recovered ${recovery.height} ${toHex(toy.store.roots.appHash)} ${recovery.snapshotHeight}`)
for (let height = recovery.height + 1; height <= Number(target); height++) {
  const block = toy.next(height)
  await database.append(block)
  say(`confirmed ${height}`)
  database.committed(height)
  // Snapshots are written meanwhile; here they are waited for, so that their crash points come at the same height each time.
  await database.idle()
}
say(`done ${toHex(toy.store.roots.appHash)}`)
await database.close()
