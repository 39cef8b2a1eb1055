import { ask, type ReaderClient } from '../reads/ask.ts'

/** Takes a delegate of a development network offline (it stops to produce and sign), or brings it back. */
export async function setOffline(
  client: ReaderClient,
  parameters: { readonly delegate: string; readonly offline: boolean },
): Promise<void> {
  await ask(client, 'boule_setOffline', [parameters.delegate, parameters.offline])
}
