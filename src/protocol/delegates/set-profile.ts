import type { AbiReader } from '#base/abi/abi-reader.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { NOT_A_CANDIDATE } from '../staking/status.ts'
import { ProfileSet } from './events.ts'
import { findDelegateByOwner } from './find-delegate.ts'
import { type Profile, PROFILE_LIMITS } from './state.ts'
import { COMMISSION_TOO_HIGH, PROFILE_FIELD_TOO_LONG } from './status.ts'

type ProfileContent = Omit<Profile, 'version' | 'height'>

/** What is read at all; the limits of the fields are lower and get a refusal that names the field. */
const MAX_TEXT_ARGUMENT_BYTES = 1_024
const MAX_LINK_ARGUMENTS = 32
const MAX_BPS = 10_000
const HASH_BYTES = 32

/** Sets what a delegate says of itself: a new version with each call. Only the owner may. */
export const setProfile = defineAction<ProfileContent>({
  signature:
    'setProfile(string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)',
  payable: false,
  decode: decodeProfile,
  payloadBytes: countTextBytes,
  execute,
})

function decodeProfile(reader: AbiReader): ProfileContent {
  return {
    displayName: reader.string(MAX_TEXT_ARGUMENT_BYTES),
    group: reader.string(MAX_TEXT_ARGUMENT_BYTES),
    website: reader.string(MAX_TEXT_ARGUMENT_BYTES),
    region: reader.string(MAX_TEXT_ARGUMENT_BYTES),
    logoHash: reader.fixedBytes(HASH_BYTES),
    textHash: reader.fixedBytes(HASH_BYTES),
    links: reader.array(MAX_LINK_ARGUMENTS, HASH_BYTES, (item) =>
      item.string(MAX_TEXT_ARGUMENT_BYTES),
    ),
    blockCommissionBps: Number(reader.uint(16)),
    epochCommissionBps: Number(reader.uint(16)),
    bonusCommissionBps: Number(reader.uint(16)),
  }
}

function countTextBytes(profile: ProfileContent): number {
  const { displayName, group, website, region, links } = profile
  let bytes = 2 * HASH_BYTES
  for (const text of [displayName, group, website, region, ...links]) {
    bytes += utf8ToBytes(text).length
  }
  return bytes
}

function findFault(profile: ProfileContent): Refusal | undefined {
  const texts: readonly (readonly [name: string, text: string, maxBytes: number])[] = [
    ['displayName', profile.displayName, PROFILE_LIMITS.displayNameBytes],
    ['group', profile.group, PROFILE_LIMITS.groupBytes],
    ['website', profile.website, PROFILE_LIMITS.websiteBytes],
    ['region', profile.region, PROFILE_LIMITS.regionBytes],
    ...profile.links.map((link) => ['link', link, PROFILE_LIMITS.linkBytes] as const),
  ]
  for (const [name, text, maxBytes] of texts) {
    const { length } = utf8ToBytes(text)
    if (length > maxBytes) return refuse(PROFILE_FIELD_TOO_LONG, name, length, maxBytes)
  }
  if (profile.links.length > PROFILE_LIMITS.links) {
    return refuse(PROFILE_FIELD_TOO_LONG, 'links', profile.links.length, PROFILE_LIMITS.links)
  }
  const commissions: readonly (readonly [name: string, bps: number])[] = [
    ['blockCommissionBps', profile.blockCommissionBps],
    ['epochCommissionBps', profile.epochCommissionBps],
    ['bonusCommissionBps', profile.bonusCommissionBps],
  ]
  for (const [name, bps] of commissions) {
    if (bps > MAX_BPS) return refuse(COMMISSION_TOO_HIGH, name, bps)
  }
  return undefined
}

function execute(context: ActionContext, args: ProfileContent): Refusal | undefined {
  const { world, sender, height } = context
  const delegate = findDelegateByOwner(world, sender)
  if (delegate === undefined) return refuse(NOT_A_CANDIDATE, sender)
  const fault = findFault(args)
  if (fault !== undefined) return fault
  const version = delegate.profileVersion + 1
  world.delegates.delegates.set(delegate.id, { ...delegate, profileVersion: version })
  world.delegates.profiles.set(delegate.id, { ...args, version, height })
  context.emit(
    ProfileSet.log(
      delegate.id,
      version,
      args.displayName,
      args.group,
      args.website,
      args.region,
      args.logoHash,
      args.textHash,
      args.links,
      args.blockCommissionBps,
      args.epochCommissionBps,
      args.bonusCommissionBps,
    ),
  )
  return undefined
}
