const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Calls `stop` at the first signal to end. A second one ends the process at once: nothing is lost by that, since every
 * block that was confirmed is on disk. Returns what takes the handlers away.
 */
export function stopOnSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  let isStopping = false
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(130)
    isStopping = true
    stop(signal)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}
