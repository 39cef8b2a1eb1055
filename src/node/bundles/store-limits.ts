export interface BundleStoreLimits {
  /** Of all indexes and chunks together, counting what is still missing of those that are here. */
  readonly maxBytes: number
  readonly maxBundles: number
  /** Of all bundles together; they are kept in memory by name, about 200 bytes each. */
  readonly maxChunks: number
}

export const DEFAULT_BUNDLE_LIMITS: BundleStoreLimits = {
  maxBytes: 2_147_483_648,
  maxBundles: 1_000,
  maxChunks: 500_000,
}
