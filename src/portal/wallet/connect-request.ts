// Any page can ask for the dialog of the header that connects a wallet.

const EVENT = 'boule:connect'

export function requestConnect(): void {
  dispatchEvent(new Event(EVENT))
}

/** Hears of such a request. Answers how to stop. */
export function onConnectRequest(listener: () => void): () => void {
  addEventListener(EVENT, listener)
  return () => removeEventListener(EVENT, listener)
}
