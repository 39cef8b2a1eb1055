import fs from 'node:fs'
import type { CrashPoint } from '#state/crash-point.ts'

/** Ends this process with SIGKILL when it passes the point of that name for the `nth` time. */
export function crashAt(point: string, nth: number): CrashPoint {
  let passed = 0
  return (name) => {
    if (name !== point || ++passed < nth) return
    fs.writeSync(1, `crashing at ${name}\n`)
    process.kill(process.pid, 'SIGKILL')
    // The signal is on its way; nothing more of this program may run.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  }
}
