import { ask } from './ask.ts'
import type { Cluster } from './cluster.ts'

/** Who has a seat in the epoch that runs. */
export interface Seats {
  readonly producers: readonly string[]
  readonly verifiers: readonly string[]
}

export async function readSeats({ testnet, names }: Cluster): Promise<Seats> {
  const { rpcUrl } = testnet.node(
    names.find((name) => testnet.node(name).state() === 'running') ?? '',
  )
  const { set } = await ask<{
    readonly set: {
      readonly seats: readonly { readonly name: string; readonly producer: boolean }[]
    }
  }>(rpcUrl, 'boule_epoch')
  const named = (isProducer: boolean): readonly string[] =>
    set.seats.filter((seat) => seat.producer === isProducer).map((seat) => seat.name)
  return { producers: named(true), verifiers: named(false) }
}
