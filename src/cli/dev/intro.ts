import { formatTable } from '../print.ts'
import { DEV_PHRASE, type DevAccount } from '../network/dev-accounts.ts'

/** What a devnet says of itself when it has started. */
export interface DevIntro {
  readonly rpcUrl: string
  /** Where the portal will be, in words; undefined without one. */
  readonly portal: string | undefined
  readonly chainId: number
  readonly dataDir: string
  /** Blocks and epochs in words. */
  readonly pace: string
  readonly height: number
  readonly accounts: readonly DevAccount[]
  readonly command: string
  /** A delegate just outside of the elected ones, who gains a seat by the stake that is proposed. */
  readonly climber: string
  /** A delegate that produces, for trying what happens when it does not. */
  readonly producer: string
  /** ` --rpc URL` where the address is not the usual one, else nothing. */
  readonly rpcOption: string
}

/** Commands to paste: each works as it stands. */
export function introCommands(intro: DevIntro): readonly string[] {
  const { command, rpcOption } = intro
  return [
    `${command} delegates --limit 20${rpcOption}`,
    `${command} stake create ${intro.climber} 9,000,000 --days 91 --auto-stake --from dev:0${rpcOption}`,
    `${command} dev offline ${intro.producer}${rpcOption}`,
  ]
}

export function formatIntro(intro: DevIntro): string {
  const accounts = formatTable(
    [
      { title: '', text: (one) => one.name },
      { title: 'address', text: (one) => one.address },
      { title: 'private key', text: (one) => one.privateKey },
    ],
    intro.accounts.map((account, index) => ({ name: `dev:${index}`, ...account })),
  )
  const kept = intro.height === 0 ? 'kept between runs' : `continued at block ${intro.height}`
  return [
    'A Boule devnet runs on this machine.',
    '',
    `  RPC       ${intro.rpcUrl} (HTTP and WebSocket)`,
    ...(intro.portal === undefined ? [] : [`  portal    ${intro.portal}`]),
    `  chain id  ${intro.chainId}`,
    `  blocks    ${intro.pace}`,
    `  data      ${intro.dataDir}, ${kept}; --reset starts over`,
    '',
    'Ten accounts with 10,000,000 coins each. Everybody knows their keys: use them here only.',
    '',
    ...accounts
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    `  phrase: ${DEV_PHRASE}`,
    '',
    'The delegates and their shares of the votes are those of IoTeX’s reward table of March 2020; the voters are generated.',
    '',
    'Try, in another terminal:',
    '',
    ...introCommands(intro).map((line) => `  ${line}`),
    '',
    '',
  ].join('\n')
}
