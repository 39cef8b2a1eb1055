/** The engine cannot be used on this machine. Never the fault of a script: no script may run when this is thrown. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
}
