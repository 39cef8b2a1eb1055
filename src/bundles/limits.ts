/** Every chunk of a file has this many bytes, but for its last. */
export const CHUNK_BYTES = 262_144
/** Of all files of a bundle together: 256 MiB. */
export const MAX_BUNDLE_BYTES = 268_435_456
export const MAX_FILES = 20_000
export const MAX_PATH_BYTES = 200
/** Parts of a path, the file's own name included. */
export const MAX_PATH_DEPTH = 16
/** Below 4 MiB / 4 × 3: as base64 the index fits into a JSON-RPC request, whose body has at most 4 MiB. */
export const MAX_INDEX_BYTES = 3_000_000
