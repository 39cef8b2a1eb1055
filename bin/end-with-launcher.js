// Loaded first into a Boule that runs as the child of the launcher: when the launcher is gone
// (killed too hard to pass a signal on), the child ends as on SIGTERM instead of living on unseen.
'use strict'

if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // The listener alone must not keep a finished program alive.
  process.channel.unref()
}
