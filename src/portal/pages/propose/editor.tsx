import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proposalQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CancelFields } from './cancel-fields.tsx'
import { CommandKind } from './command-kind.tsx'
import { DirectiveFields } from './directive-fields.tsx'
import { COMMAND_KINDS, EDITED_KINDS, EMPTY_DRAFT } from './draft.ts'
import { draftOf } from './draft-of.ts'
import { PolicyFields } from './policy-fields.tsx'
import { ProblemList } from './problem-list.tsx'
import type { ProposeSearch } from './propose-search.ts'
import styles from './propose.module.css'
import { readDraftContent } from './read-draft.ts'
import { TextFields, TitleField } from './text-fields.tsx'
import { TreasuryFields } from './treasury-fields.tsx'
import { useDraft } from './use-draft.ts'

// With it come the ABIs, to make the bytes that the preview is read back from.
const Check = lazy(async () => ({ default: (await import('./check.tsx')).Check }))

/** Fields on one side, and what they make on the other: a new proposal, or the next revision of `revised`. */
export function Editor({
  chainId,
  search,
  revised,
}: {
  readonly chainId: number
  readonly search: ProposeSearch
  readonly revised?: Schemas['Proposal']
}) {
  const { t } = useTranslation('propose')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  const start = useMemo(
    () => (revised === undefined ? EMPTY_DRAFT : draftOf(revised, rules, format)),
    [revised, rules, format],
  )
  const place = { chainId, revised: revised?.id }
  const { draft, change, clear } = useDraft(place, start, search)
  const target = useTarget(draft.kind === 'cancel' ? draft.target : '')
  const [isAsked, setAsked] = useState(false)
  const [submittedBy, setSubmittedBy] = useState<string>()
  const summary = useRef<HTMLDivElement>(null)
  const read = useMemo(
    () => readDraftContent(draft, rules, format, target),
    [draft, rules, format, target],
  )
  // A revision is made once; the page of the proposal has the next one.
  const isRevised = revised !== undefined && submittedBy !== undefined
  const isEdited = EDITED_KINDS.some((kind) => kind === draft.kind)
  const fields = { draft, change, problems: isAsked ? read.problems : [] }

  function ask(): void {
    setAsked(true)
    // The list of what is wrong is there with the next drawing.
    requestAnimationFrame(() => summary.current?.focus())
  }

  return (
    <div className={classes(styles.editor)}>
      <div className={classes(styles.fields)}>
        <Panel title={t('what')}>
          {revised === undefined ? (
            <RadioChoice
              label={t('kind')}
              value={draft.kind}
              options={[...EDITED_KINDS, ...COMMAND_KINDS].map((kind) => [
                kind,
                tGovernance(`kinds.${kind}`),
              ])}
              onChange={(kind) => change({ kind })}
            />
          ) : (
            <p>
              <Badge>{tGovernance(`kinds.${draft.kind}`)}</Badge>
            </p>
          )}
          <p className={classes(styles.soft)}>{t(`about.${draft.kind}`)}</p>
          {isEdited ? <TitleField {...fields} /> : null}
          {draft.kind === 'policy' ? <PolicyFields {...fields} rules={rules} /> : null}
          {draft.kind === 'treasury' ? <TreasuryFields {...fields} /> : null}
          {draft.kind === 'directive' ? <DirectiveFields {...fields} /> : null}
          {draft.kind === 'cancel' ? <CancelFields {...fields} target={target} /> : null}
          {isEdited ? null : <CommandKind kind={draft.kind} revised={revised?.id} />}
        </Panel>
        {isEdited ? (
          <Panel title={t('why')}>
            <TextFields {...fields} rules={rules} />
          </Panel>
        ) : null}
      </div>
      {isEdited ? (
        <div className={classes(styles.result)}>
          <Panel title={t('check')}>
            {submittedBy === undefined ? null : (
              <Submitted proposer={submittedBy} revised={revised?.id} />
            )}
            {isRevised ? null : <p className={classes(styles.soft)}>{t('kept')}</p>}
            <div ref={summary} tabIndex={-1} className={classes(styles.summary)}>
              {isAsked && read.problems.length > 0 ? (
                <ProblemList problems={read.problems} draft={draft} />
              ) : null}
            </div>
            {isRevised ? null : read.problems.length === 0 &&
              read.payload !== undefined &&
              read.class !== undefined ? (
              <Suspense fallback={<Skeleton lines={6} />}>
                <Check
                  content={{
                    title: draft.title.trim(),
                    text: draft.text,
                    payload: read.payload,
                  }}
                  proposalClass={read.class}
                  revised={revised}
                  onDone={(proposer) => {
                    setSubmittedBy(proposer)
                    setAsked(false)
                    clear()
                  }}
                />
              </Suspense>
            ) : (
              <Button kind="main" onPress={ask}>
                {t('checkNow')}
              </Button>
            )}
            {isRevised ? null : (
              <Button
                kind="quiet"
                onPress={() => {
                  setAsked(false)
                  clear()
                }}
              >
                {t(revised === undefined ? 'clear' : 'revise.clear')}
              </Button>
            )}
          </Panel>
        </div>
      ) : null}
    </div>
  )
}

/** The proposal of a number that was written, if there is one. */
function useTarget(written: string): Schemas['Proposal'] | undefined {
  const id = /^\d{1,9}$/.test(written.trim()) ? Number(written) : undefined
  const { data } = useQuery({ ...proposalQuery(id ?? 0), enabled: id !== undefined })
  return data?.id === id ? data : undefined
}

/** The way to the proposal that was just submitted or revised. */
function Submitted({
  proposer,
  revised,
}: {
  readonly proposer: string
  readonly revised: number | undefined
}) {
  const { t } = useTranslation('propose')
  return (
    <Notice kind="good">
      <p>{t(revised === undefined ? 'submitted' : 'revise.done')}</p>
      {revised === undefined ? (
        <ButtonLink to="/proposals" search={{ proposer }}>
          {t('toMine')}
        </ButtonLink>
      ) : (
        <ButtonLink to="/proposals/$id" params={{ id: String(revised) }}>
          {t('revise.back')}
        </ButtonLink>
      )}
    </Notice>
  )
}
