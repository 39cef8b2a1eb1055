import type { Address } from '#base/address.ts'
import { defineMethod, type Method, optional, type ParameterType, required } from '../method.ts'
import { anyAddress } from '../parameters/hex-types.ts'
import { MAX_PAGE, oneOf, page } from '../parameters/plain-types.ts'
import { mustBe } from '../parameters/read-value.ts'
import { listOf, reference } from '../schemas.ts'
import { viewAddress, viewAmount } from '../views/boule-view.ts'
import { GENESIS_SECTIONS, viewGenesis, viewGenesisEntries } from '../views/genesis-view.ts'

const addresses: ParameterType<readonly Address[]> = {
  schema: { type: 'array', items: anyAddress.schema, maxItems: MAX_PAGE },
  read: (value, name) => {
    if (!Array.isArray(value) || value.length > MAX_PAGE) {
      throw mustBe(name, `a list of at most ${MAX_PAGE} addresses`, value)
    }
    return value.map((one: unknown, at) => anyAddress.read(one, `${name}[${at}]`))
  },
}

/** What a reader of the whole chain needs: where it began, and many accounts at once. */
export const INDEX_METHODS: readonly Method[] = [
  defineMethod({
    name: 'boule_genesis',
    summary:
      'What the network began with: identity, sums, rules, phases, and how long its lists are.',
    description:
      'Values of rules are texts, as in genesis files. The same at every height; with boule_genesisEntries it is the state before block 1.',
    result: reference('Genesis'),
    run: ({ backend }) => viewGenesis(backend.genesis, backend.queries.status().genesisHash),
  }),
  defineMethod({
    name: 'boule_genesisEntries',
    summary: 'Accounts, delegates or buckets that the network began with.',
    description:
      'Delegates have the registration numbers 1, 2, 3 … and buckets the indexes 0, 1, 2 … in this order. Coins of buckets and of the reward fund come beside those of accounts.',
    parameters: [
      required('section', oneOf(GENESIS_SECTIONS), 'which list'),
      optional('page', page, 'offset and limit, at most 1,000'),
    ],
    result: reference('GenesisEntries'),
    run: ({ backend }, [section, wanted]) =>
      viewGenesisEntries(backend.genesis, section, wanted ?? { offset: 0, limit: 100 }),
  }),
  defineMethod({
    name: 'boule_accounts',
    summary: 'Balance, nonce and unclaimed reward of up to 1,000 accounts, in the order asked for.',
    parameters: [required('addresses', addresses, 'accounts, 0x… or io1…')],
    result: listOf(reference('AccountState')),
    run: ({ backend }, [wanted]) =>
      wanted.map((address) => {
        const { nonce, balanceRau } = backend.account(address)
        const { unclaimedRau } = backend.queries.rewards(address)
        return {
          address: viewAddress(address),
          nonce,
          balanceRau: viewAmount(balanceRau),
          unclaimedRau: viewAmount(unclaimedRau),
        }
      }),
  }),
]
