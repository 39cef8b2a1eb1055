import { useQuery } from '@tanstack/react-query'
import { isAddress } from 'viem'
import { type Address, parseHexAddress } from '#base/address.ts'
import { accountQuery } from './chain-queries.ts'

const IO_FORM = /^io1[0-9a-z]{38}$/

/** What was typed as an address; undefined unless it is one, with the right checksum where it has one. The server reads the io1 form. */
export function useAddress(typed: string): Address | undefined {
  const text = typed.trim()
  const isIo = IO_FORM.test(text)
  const { data } = useQuery({ ...accountQuery(text), enabled: isIo, retry: false })
  if (isIo) return data === undefined ? undefined : parseHexAddress(data.address)
  return isAddress(text) ? parseHexAddress(text) : undefined
}
