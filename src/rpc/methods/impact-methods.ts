import { AbiError } from '#base/abi/abi-error.ts'
import { decodePayload, type Payload, PAYLOAD_LIMITS } from '#protocol/governance/payload.ts'
import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import type { RpcBackend } from '../backend.ts'
import { invalidParams, serverFault } from '../errors.ts'
import { MAX_IMPACT_EPOCHS } from '../impact/compute-impact.ts'
import { defineMethod, type Method, type ParameterType, required } from '../method.ts'
import { anyAddress, bytes } from '../parameters/hex-types.ts'
import { oneOf, text, whole } from '../parameters/plain-types.ts'
import { mustBe, readObject } from '../parameters/read-value.ts'
import { reference } from '../schemas.ts'
import { viewImpact } from '../views/impact-view.ts'

const DEFAULT_EPOCHS = 10
const ID = whole(1)
const KIND = oneOf(PAYLOAD_KINDS)
const EPOCHS = whole(1, MAX_IMPACT_EPOCHS)
const NAME_OR_ID = text(64)

interface ImpactOf {
  readonly proposal?: number
  readonly payload?: Payload
  readonly account?: ReturnType<typeof anyAddress.read>
  readonly delegate?: string
  readonly epochs?: number
}

const payload: ParameterType<Payload> = {
  schema: {
    type: 'object',
    properties: { kind: KIND.schema, data: bytes.schema },
    required: ['kind', 'data'],
    additionalProperties: false,
  },
  read: (value, name) => {
    const { kind, data } = readObject(value, name, ['kind', 'data'])
    const known = KIND.read(kind, `${name}.kind`)
    const read = bytes.read(data, `${name}.data`)
    if (read.length > PAYLOAD_LIMITS.bytes) {
      throw mustBe(`${name}.data`, `at most ${PAYLOAD_LIMITS.bytes} bytes`, read.length)
    }
    try {
      return decodePayload(known, read)
    } catch (error) {
      if (!(error instanceof AbiError)) throw error
      throw invalidParams(
        `invalid parameter '${name}.data': no payload of this kind: ${error.message}`,
      )
    }
  },
}

const impactOf: ParameterType<ImpactOf> = {
  schema: {
    type: 'object',
    properties: {
      proposal: ID.schema,
      payload: payload.schema,
      account: anyAddress.schema,
      delegate: NAME_OR_ID.schema,
      epochs: { ...EPOCHS.schema, default: DEFAULT_EPOCHS },
    },
    additionalProperties: false,
  },
  read: (value, name) => {
    const known = ['proposal', 'payload', 'account', 'delegate', 'epochs']
    const members = readObject(value, name, known)
    const read = <T>(member: string, type: ParameterType<T>): Record<string, T> =>
      members[member] === undefined
        ? {}
        : { [member]: type.read(members[member], `${name}.${member}`) }
    if ((members['proposal'] === undefined) === (members['payload'] === undefined)) {
      throw invalidParams(`invalid parameter '${name}': give either a proposal or a payload`)
    }
    return {
      ...read('proposal', ID),
      ...read('payload', payload),
      ...read('account', anyAddress),
      ...read('delegate', NAME_OR_ID),
      ...read('epochs', EPOCHS),
    }
  },
}

function findPayload({ queries }: RpcBackend, of: ImpactOf): Payload {
  if (of.payload !== undefined) return of.payload
  const id = of.proposal ?? 0
  const found = queries.governance.proposal(id)
  if (found === undefined) throw serverFault('no-such-proposal', `there is no proposal ${id}`)
  return found.payload
}

function findDelegate({ queries }: RpcBackend, nameOrId: string) {
  const found = queries.delegate(nameOrId)
  if (found === undefined) {
    throw serverFault('no-such-delegate', `there is no delegate ${JSON.stringify(nameOrId)}`)
  }
  return found.delegate.id
}

/** What would have become of the last epochs. */
export const IMPACT_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_proposalImpact',
    summary:
      'What a change would have done over the last epochs: to rewards, to the set, to a delegate, to a voter.',
    description:
      'The node runs its own settlements and elections once as they were and once under the change, and undoes them. `payload.data` are the bytes that `propose` takes. `noFigures` names what this tells nothing about, `gaps` the epochs that cannot be told, `notes` what is taken for granted.',
    parameters: [
      required(
        'of',
        impactOf,
        'proposal (a number) or payload (kind and data); account (a voter), delegate (name or identity), epochs (1 to 30, or 10)',
      ),
    ],
    result: reference('ProposalImpact'),
    run: async ({ backend }, [of]) => {
      const { account, delegate, epochs = DEFAULT_EPOCHS } = of
      const record = await backend.impact({
        payload: findPayload(backend, of),
        epochs,
        ...(account === undefined ? {} : { account }),
        ...(delegate === undefined ? {} : { delegate: findDelegate(backend, delegate) }),
      })
      return viewImpact(record, of.proposal)
    },
  }),
]
