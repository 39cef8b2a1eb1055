/** Why a node cannot start or go on. */
export type NodeErrorCode =
  /** An option is not what it should be. */
  | 'bad-config'
  /** Nothing can be written where the data should be. */
  | 'data-dir'
  /** The port is taken or may not be used. */
  | 'port'
  /** The node had to stop. */
  | 'failed'

/** `message` is one plain line for whoever started the node: what is wrong and what would be right. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
