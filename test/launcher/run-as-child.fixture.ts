// Runs a program as the launcher does where another Node than the pinned one started it:
// run-as-child.fixture.ts PROGRAM [ARGUMENTS]

import { runAsChild } from '../../bin/launcher.js'

const [program = '', ...args] = process.argv.slice(2)
runAsChild(process.execPath, program, args)
