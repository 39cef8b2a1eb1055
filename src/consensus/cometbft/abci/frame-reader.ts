import { MalformedRequest } from './request-errors.ts'

/** Varints of frames have at most four bytes: enough for 256 MiB. */
const MAX_LENGTH_BYTES = 4

/** Cuts a stream of bytes into messages, each behind its length as an unsigned varint. */
export interface FrameReader {
  /**
   * The messages that are complete with `chunk`, in their order, each in a buffer of its own. To be read to its end before the next
   * chunk. Throws `MalformedRequest`; after that the stream is of no use.
   */
  read(chunk: Uint8Array): Generator<Uint8Array, void>
  /** Whether the stream stands inside a message. */
  readonly isInside: boolean
}

/** PERF: each byte is copied once, however small the chunks are. */
export function createFrameReader(maxFrameBytes: number): FrameReader {
  let length = 0
  let lengthBytes = 0
  /** The message that is being filled, as soon as its length is known. */
  let frame: Uint8Array | undefined
  let filled = 0

  const takeLengthByte = (byte: number): void => {
    length += (byte & 0x7f) * 2 ** (7 * lengthBytes)
    lengthBytes += 1
    if (byte < 0x80) {
      if (length > maxFrameBytes) {
        throw new MalformedRequest(`a request of ${length} bytes; at most ${maxFrameBytes}`)
      }
      // Pages of a large one take memory only as they are filled.
      frame = new Uint8Array(length)
      filled = 0
    } else if (lengthBytes === MAX_LENGTH_BYTES) {
      throw new MalformedRequest('the length of a request is no varint of at most four bytes')
    }
  }

  return {
    get isInside() {
      return lengthBytes > 0
    },
    *read(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (frame === undefined) {
          takeLengthByte(chunk[at] as number)
          at += 1
        }
        if (frame === undefined) continue
        const part = chunk.subarray(at, at + frame.length - filled)
        frame.set(part, filled)
        filled += part.length
        at += part.length
        if (filled < frame.length) continue
        const complete = frame
        frame = undefined
        length = 0
        lengthBytes = 0
        yield complete
      }
    },
  }
}
