import fs from 'node:fs'
import { lockDirectory } from './lock.ts'

// A process of its own: takes the lock of the directory in its argument and keeps it until it is killed.
lockDirectory(process.argv[2] as string)
fs.writeSync(1, 'locked\n')
process.stdin.resume()
