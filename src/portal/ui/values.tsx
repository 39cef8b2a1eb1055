import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format/use-format.ts'
import { classes } from './classes.ts'
import { useNow } from './use-now.ts'
import styles from './values.module.css'

/** An amount with its unit. Cut off to two decimals; the exact amount stands in its title. */
export function Coins({
  rau,
  unit = 'coins',
  isShort = false,
}: {
  /** Decimal text as the API has it, or a bigint. */
  readonly rau: string | bigint
  readonly unit?: 'coins' | 'votes' | 'none'
  /** `1.24M` instead of all digits. */
  readonly isShort?: boolean
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const amount = BigInt(rau)
  const shown = isShort ? format.coinsShort(amount) : format.coins(amount)
  const unitText = unit === 'none' ? '' : t(`unit.${unit}`)
  return (
    <data value={amount.toString()} title={`${format.coinsExact(amount)} ${unitText}`.trim()}>
      <span className={classes(styles.figure)}>{shown}</span>
      {unitText === '' ? null : <span className={classes(styles.unit)}> {unitText}</span>}
    </data>
  )
}

/** A moment in local time, and how far it is from now. */
export function Moment({
  ms,
  isRelative = true,
}: {
  readonly ms: number
  readonly isRelative?: boolean
}) {
  const format = useFormat()
  const now = useNow(isRelative ? 10_000 : undefined)
  return (
    <time dateTime={new Date(ms).toISOString()} title={format.dateTime(ms)}>
      {isRelative ? format.relative(ms, now) : format.dateTime(ms)}
    </time>
  )
}

/** An address in short as a link to its account; all of it is in the title. */
export function Address({ address }: { readonly address: string }) {
  return (
    <Link
      to="/accounts/$address"
      params={{ address }}
      title={address}
      className={classes(styles.address)}
    >
      {shorten(address)}
    </Link>
  )
}

/** A delegate as a link by its name, or its address where the name is not known. */
export function DelegateLink({
  delegate,
}: {
  readonly delegate: { readonly id: string; readonly name: string | null }
}) {
  return (
    <Link to="/delegates/$delegate" params={{ delegate: delegate.name ?? delegate.id }}>
      {delegate.name ?? shorten(delegate.id)}
    </Link>
  )
}

/** A hash in short; all of it is in the title. */
export function HashText({ hash }: { readonly hash: string }) {
  return (
    <span className={classes(styles.address)} title={hash}>
      {shorten(hash)}
    </span>
  )
}

/** The first and last digits of an address or hash. */
export function shorten(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`
}
