import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { RAU_PER_COIN } from '#base/integers.ts'
import { accountQuery } from '../../data/chain-queries.ts'
import type { Format } from '../../format/create-format.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useWallet } from '../../wallet/wallet-state.ts'

/** So many actions can be paid with what “all but fees” leaves. */
const ACTIONS_LEFT_OVER = 20n

/** Bounds of an amount of this account; what is not known bounds nothing. */
export interface AmountBounds {
  readonly leastRau: bigint
  /** Coins at hand; undefined without a wallet. */
  readonly balanceRau: bigint | undefined
  /** What is left to pay fees with. */
  readonly feesRau: bigint
}

/** Least stake, coins at hand, and what fees may need. */
export function useAmountBounds(): AmountBounds {
  const wallet = useWallet()
  const address = wallet.status === 'connected' ? wallet.address : undefined
  const { data: account } = useQuery({
    ...accountQuery(address ?? ''),
    enabled: address !== undefined,
  })
  const rules = useRules()
  const amountOf = (name: string): bigint => BigInt(String(rules.get(name)?.value ?? 0))
  return {
    leastRau: amountOf('minStakeRau'),
    balanceRau: account === undefined ? undefined : BigInt(account.balanceRau),
    feesRau: amountOf('gasPriceRau') * amountOf('gasPerAction') * ACTIONS_LEFT_OVER,
  }
}

/** Coins as somebody typed them, or what is wrong with them. */
export function readAmount(
  text: string,
  { leastRau, balanceRau }: AmountBounds,
  t: TFunction<'stake'>,
  format: Format,
): { readonly rau: bigint } | { readonly error: string } {
  const rau = parseDecimalText(text, RAU_PER_COIN, format.locale)
  if (rau === undefined) {
    return { error: t('errors.amount', { example: format.coins((RAU_PER_COIN * 2_501n) / 2n) }) }
  }
  if (rau < leastRau) {
    return { error: t('errors.amountTooSmall', { least: format.coinsExact(leastRau) }) }
  }
  if (balanceRau !== undefined && rau > balanceRau) {
    return { error: t('errors.amountTooLarge', { balance: format.coinsExact(balanceRau) }) }
  }
  return { rau }
}

/** An amount of coins to stake, with what the account has. */
export function AmountField({
  label,
  value,
  bounds,
  error,
  onChange,
}: {
  readonly label: string
  /** As it was typed. */
  readonly value: string
  readonly bounds: AmountBounds
  readonly error: string | undefined
  readonly onChange: (text: string) => void
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const { leastRau, balanceRau, feesRau } = bounds
  const least = leastRau > 1n ? t('form.least', { least: format.coinsExact(leastRau) }) : ''
  const balance =
    balanceRau === undefined ? '' : t('form.balance', { balance: format.coins(balanceRau) })
  return (
    <div>
      <TextField
        label={label}
        hint={`${balance} ${least}`.trim()}
        value={value}
        onChange={onChange}
        error={error}
        inputMode="decimal"
        autoComplete="off"
        maxLength={60}
      />
      {balanceRau === undefined || balanceRau <= feesRau + leastRau ? null : (
        <Button kind="quiet" onPress={() => onChange(format.coinsExact(balanceRau - feesRau))}>
          {t('form.all')}
        </Button>
      )}
    </div>
  )
}
