/** Every HTTP status that a client can get, and what it means: the server's own, and those of Node's parser and of `ws`. */
export const HTTP_STATUSES = {
  101: 'The connection is a WebSocket from now on.',
  200: 'Every answer to a request, errors included.',
  204: 'A notification (a request without id), or the answer to a browser’s preflight.',
  400: 'The bytes are no HTTP request, or no handshake of a WebSocket (version 13).',
  403: 'The `Host` header (for WebSockets also `Origin`) is not allowed.',
  405: 'Requests are sent by POST.',
  408: 'The request did not arrive in time.',
  413: 'The body is too long.',
  415: 'The content type is not JSON.',
  417: 'The `Expect` header asks for something else than 100-continue.',
  431: 'The head of the request is longer than 16 KiB.',
  503: 'The node has too much to send and receive, or too many WebSockets.',
} as const

export type HttpStatus = keyof typeof HTTP_STATUSES

/** Every code with which the server closes a WebSocket (RFC 6455): its own, and those of `ws`. */
export const CLOSE_CODES = {
  1002: 'The frames break the WebSocket protocol.',
  1007: 'A message is not UTF-8.',
  1008: 'Notifications come faster than they are read; look up what is missed and subscribe again.',
  1009: 'A message is longer than a body may be.',
  1013: 'The node has too much to send and receive; try again later.',
} as const

export type CloseCode = keyof typeof CLOSE_CODES
