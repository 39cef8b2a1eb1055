import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { describeEvent } from '#sdk/events/describe-event.ts'
import { useFormat } from '../format/use-format.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Notice } from '../ui/notice.tsx'
import { describeWalletError } from '../wallet/wallet-error.ts'
import { openWallets, type WalletNetwork } from '../wallet/wallet-state.ts'
import { describeCall } from './describe-call.ts'
import { describeHappening } from './describe-happening.ts'
import { currentStep, maySign, type PlanState, type StepState } from './plan-state.ts'
import styles from './plan-view.module.css'
import type { TransactionPlanProps } from './transaction-plan.tsx'
import { useHappeningWords } from './use-happening-words.ts'
import { useTransactionPlan } from './use-transaction-plan.ts'

type Step = PlanState['steps'][number]

/** A plan as it is shown, with the network and the account that it is for. */
export function PlanView({
  planId,
  steps,
  onDone,
  account,
  network,
}: TransactionPlanProps & { readonly account: string; readonly network: WalletNetwork }) {
  const { t } = useTranslation('transactions')
  const key = { chainId: network.chainId, account, planId }
  const { plan, sign, look, giveUp } = useTransactionPlan(steps, key, network)
  const current = currentStep(plan)
  const isDone = current === undefined && plan.steps.length > 0
  const told = useRef(false)
  useEffect(() => {
    if (!isDone || told.current) return
    told.current = true
    onDone?.()
  }, [isDone, onDone])

  return (
    <section className={classes(styles.plan)} aria-label={t('label')}>
      <p className={classes(styles.lead)}>{t('lead', { count: plan.steps.length })}</p>
      <ol className={classes(styles.steps)}>
        {plan.steps.map((step, index) => (
          <li
            key={step.id}
            className={classes(styles.step)}
            aria-current={step === current ? 'step' : undefined}
          >
            <StepHead step={step} number={index + 1} />
            {step === current ? (
              <CurrentStep step={step} network={network} onSign={sign} onLook={look} />
            ) : null}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {isDone ? t('allDone') : current === undefined ? '' : t(`status.${current.state.status}`)}
      </p>
      {isDone ? <Notice kind="good">{t('allDone')}</Notice> : null}
      {current !== undefined && plan.steps.some(({ state }) => state.status !== 'waiting') ? (
        <Button kind="quiet" onPress={giveUp} isDisabled={current.state.status === 'signing'}>
          {t('giveUp')}
        </Button>
      ) : null}
    </section>
  )
}

function StepHead({ step, number }: { readonly step: Step; readonly number: number }) {
  const { t } = useTranslation('transactions')
  const format = useFormat()
  const { sentence, details } = describeCall(step.call, t, format)
  return (
    <>
      <div className={classes(styles.head)}>
        <span className={classes(styles.number)} data-status={step.state.status} aria-hidden="true">
          {step.state.status === 'committed' ? '✓' : format.integer(number)}
        </span>
        <div>
          <p className={classes(styles.sentence)}>{sentence}</p>
          <p className={classes(styles.status)}>{t(`status.${step.state.status}`)}</p>
        </div>
      </div>
      {step.state.status === 'committed' ? <Happened {...step.state} /> : null}
      {details.length === 0 ? null : (
        <details className={classes(styles.details)}>
          <summary>{t('details')}</summary>
          <dl>
            <dt>{t('to')}</dt>
            <dd>{step.call.to}</dd>
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}

/** What a step has brought about, as its events tell. */
function Happened({
  events,
  names,
}: Pick<Extract<StepState, { status: 'committed' }>, 'events' | 'names'>) {
  const words = useHappeningWords(names)
  if (events.length === 0) return null
  return (
    <ul className={classes(styles.words)}>
      {events.map((event) => (
        <li key={event.logIndex}>
          {describeHappening({ name: event.eventName, args: event.args }, words) ?? (
            <span lang="en">{describeEvent(event)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function CurrentStep({
  step,
  network,
  onSign,
  onLook,
}: {
  readonly step: Step
  readonly network: WalletNetwork
  readonly onSign: (gas: bigint) => Promise<void>
  readonly onLook: () => void
}) {
  const { t } = useTranslation('transactions')
  const { t: tWallet } = useTranslation('wallet')
  const format = useFormat()
  const { state, call } = step
  const trial = useQuery({
    queryKey: ['simulate', call.to, call.data, call.valueRau?.toString()],
    queryFn: async () => (await openWallets(network)).simulate(call),
    enabled: maySign(state),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <div className={classes(styles.current)}>
      <Trouble state={state} />
      {trial.error === null ? null : (
        <Notice kind="error">
          <p lang="en">{describeWalletError(trial.error, tWallet)}</p>
          <Button onPress={() => void trial.refetch()}>{t('tryAgain')}</Button>
        </Notice>
      )}
      <div className={classes(styles.buttons)}>
        <Button
          kind="main"
          isDisabled={!maySign(state) || trial.data === undefined}
          onPress={() => (trial.data === undefined ? undefined : void onSign(trial.data.gas))}
        >
          {t(state.status === 'waiting' ? 'sign' : 'signAgain')}
        </Button>
        {state.status === 'lost' ? <Button onPress={onLook}>{t('look')}</Button> : null}
        {trial.data === undefined ? null : (
          <p className={classes(styles.status)}>
            {t('fee', { fee: format.coins(trial.data.feeRau, 6) })}
          </p>
        )}
        {trial.isFetching ? <p className={classes(styles.status)}>{t('trying')}</p> : null}
      </div>
    </div>
  )
}

/** What went wrong with the step, if anything did. */
function Trouble({ state }: { readonly state: StepState }) {
  const { t } = useTranslation('transactions')
  if (state.status === 'refused' || state.status === 'failed') {
    return <Notice kind="error">{state.sentence}</Notice>
  }
  return state.status === 'lost' ? <Notice kind="warning">{t('lostText')}</Notice> : null
}
