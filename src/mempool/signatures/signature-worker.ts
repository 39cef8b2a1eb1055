import { parentPort } from 'node:worker_threads'
import { must } from '#base/assert.ts'
import { loadNativeSecp256k1 } from '#base/secp256k1-native.ts'
import { recoverPacked } from './recovery-batch.ts'

/** Runs in its own thread: packed requests come in, packed answers go out, in the same order. */
const port = must(parentPort, 'the port of a worker thread')

// Now rather than at the first request, so that a machine without the library says so when the node starts.
loadNativeSecp256k1()

port.on('message', (requests: Uint8Array) => {
  const answers = recoverPacked(requests)
  port.postMessage(answers, [answers.buffer])
})

port.postMessage('ready')
