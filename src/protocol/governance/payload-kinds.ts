/** What a proposal can ask for. The numbers are those of `propose`. */
export const PAYLOAD_KINDS = [
  'directive',
  'policy',
  'treasury',
  'upgrade',
  'script',
  'cancel',
] as const
export type PayloadKind = (typeof PAYLOAD_KINDS)[number]
