/** Why a node cannot start or go on. */
export const NODE_ERROR_CODES = [
  /** An option is not what it should be. */
  'bad-config',
  /** The port is taken or may not be used. */
  'port',
  /** The node had to stop. */
  'failed',
  /** The chain asks for a later version of the software. */
  'upgrade',
  /** It was told to stop before it served. */
  'stopped',
] as const
export type NodeErrorCode = (typeof NODE_ERROR_CODES)[number]

/** `message` is one plain line for whoever started the node: what is wrong and what would be right. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
