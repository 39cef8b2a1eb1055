import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../data/api-error.ts'

/** Something that is written to the server: what is shown of the thread is asked for again when it is done. */
export function useWrite<V>(
  subject: string,
  write: (value: V) => Promise<unknown>,
  onDone: () => void,
) {
  const { t } = useTranslation('discussion')
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: write,
    networkMode: 'always',
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['thread', subject] })
      onDone()
    },
  })
  return {
    write: mutation.mutate,
    isBusy: mutation.isPending,
    problem: mutation.error === null ? undefined : describe(mutation.error, t('failed')),
  }
}

/** What the server says, which is a sentence; anything else in general words. */
function describe(error: unknown, otherwise: string): string {
  return error instanceof ApiError && error.message !== '' ? error.message : otherwise
}
