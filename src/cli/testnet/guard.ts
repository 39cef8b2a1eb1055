import { spawn } from 'node:child_process'
import type { EnginePlace } from './engine-process.ts'

/** Ends the nodes when this process is gone, however it went. */
export interface Guard {
  /** A node runs as this process group, and its engine beside it. */
  add(groupId: number, engine: EnginePlace): void
  /** It has ended. */
  remove(groupId: number): void
  /** Nothing is left to guard. */
  close(): void
}

// Reads what runs until its input ends, as it does with the process that writes it, and kills what is left then: engines first, as
// long as it can be seen that they are that. A node cannot do it for itself: one that is stopped by a signal notices nothing.
const SCRIPT = `
list=$(mktemp) || exit 1
trap 'rm -f "$list" "$list.new"' EXIT
while read -r word group home; do
  case $word in
    add) echo "$group $home" >> "$list" ;;
    remove) grep -v "^$group " "$list" > "$list.new"; mv "$list.new" "$list" ;;
  esac
done
while read -r group home; do
  kill -s KILL -- "-$group"
  engine=$(cat "$home/cometbft.pid") || continue
  [ ! -d /proc/self ] || tr '\\000' ' ' < "/proc/$engine/cmdline" | grep -qF "start --home $home " || continue
  kill -s KILL "$engine"
done < "$list"
`

/** Starts it. A shell is enough, and costs next to nothing. */
export function startGuard(): Guard {
  // A session of its own: Ctrl-C in the terminal is not for it.
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'boule-testnet-guard'], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without it, or when somebody killed it, the testnet runs as well.
  shell.on('error', () => undefined)
  shell.stdin.on('error', () => undefined)
  shell.unref()
  return {
    add: (groupId, { home }) => void shell.stdin.write(`add ${groupId} ${home}\n`),
    remove: (groupId) => void shell.stdin.write(`remove ${groupId}\n`),
    close: () => void shell.stdin.end(),
  }
}
