/** What came in is no request: the connection is closed without an answer. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest'
}

/** A request that may not be made, or not now: it is answered with an exception and the connection is closed. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest'
}
