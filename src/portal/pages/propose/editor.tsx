import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CommandKind } from './command-kind.tsx'
import { DirectiveFields } from './directive-fields.tsx'
import { COMMAND_KINDS, EDITED_KINDS } from './draft.ts'
import { PolicyFields } from './policy-fields.tsx'
import { ProblemList } from './problem-list.tsx'
import type { ProposeSearch } from './propose-search.ts'
import styles from './propose.module.css'
import { readDraftContent } from './read-draft.ts'
import { TextFields } from './text-fields.tsx'
import { TreasuryFields } from './treasury-fields.tsx'
import { useDraft } from './use-draft.ts'

// With it come the ABIs, to make the bytes that the preview is read back from.
const Check = lazy(async () => ({ default: (await import('./check.tsx')).Check }))

/** Fields on one side, and what they make on the other. */
export function Editor({
  chainId,
  search,
}: {
  readonly chainId: number
  readonly search: ProposeSearch
}) {
  const { t } = useTranslation('propose')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  const { draft, change, clear } = useDraft(chainId, search)
  const [isAsked, setAsked] = useState(false)
  const [submittedBy, setSubmittedBy] = useState<string>()
  const summary = useRef<HTMLDivElement>(null)
  const read = useMemo(() => readDraftContent(draft, rules, format), [draft, rules, format])
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
          <RadioChoice
            label={t('kind')}
            value={draft.kind}
            options={[...EDITED_KINDS, ...COMMAND_KINDS].map((kind) => [
              kind,
              tGovernance(`kinds.${kind}`),
            ])}
            onChange={(kind) => change({ kind })}
          />
          <p className={classes(styles.soft)}>{t(`about.${draft.kind}`)}</p>
          {draft.kind === 'policy' ? <PolicyFields {...fields} rules={rules} /> : null}
          {draft.kind === 'treasury' ? <TreasuryFields {...fields} /> : null}
          {draft.kind === 'directive' ? <DirectiveFields {...fields} /> : null}
          {isEdited ? null : <CommandKind kind={draft.kind} />}
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
            {submittedBy === undefined ? null : <Submitted proposer={submittedBy} />}
            <p className={classes(styles.soft)}>{t('kept')}</p>
            <div ref={summary} tabIndex={-1} className={classes(styles.summary)}>
              {isAsked && read.problems.length > 0 ? (
                <ProblemList problems={read.problems} draft={draft} />
              ) : null}
            </div>
            {read.problems.length === 0 &&
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
            <Button
              kind="quiet"
              onPress={() => {
                setAsked(false)
                clear()
              }}
            >
              {t('clear')}
            </Button>
          </Panel>
        </div>
      ) : null}
    </div>
  )
}

/** The way to the proposal that was just submitted. */
function Submitted({ proposer }: { readonly proposer: string }) {
  const { t } = useTranslation('propose')
  return (
    <Notice kind="good">
      <p>{t('submitted')}</p>
      <ButtonLink to="/proposals" search={{ proposer }}>
        {t('toMine')}
      </ButtonLink>
    </Notice>
  )
}
