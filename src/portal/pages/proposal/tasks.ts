import type { Schemas } from '../../data/queries.ts'

type Proposal = Pick<Schemas['Proposal'], 'state' | 'kind' | 'payload' | 'proposer' | 'details'>
type State = Proposal['state']

/** What a decision can ask of an account, beside support and ballot. */
export type Task = 'attest' | 'ready' | 'report' | 'review' | 'veto'

/** Who looks at the proposal. What is not known yet asks for nothing. */
export interface Onlooker {
  readonly account: string
  readonly own: Pick<Schemas['Account'], 'owns' | 'operates'> | undefined
  readonly rules: ReadonlyMap<string, Pick<Schemas['Rule'], 'value'>>
  /** The running epoch. */
  readonly epoch: number | undefined
}

const ATTESTED = new Set<State>(['submitted', 'support'])
const STOPPED_BY_GUARDIAN = new Set<State>(['timelocked', 'signalling', 'locked-in'])

/** What the account may be asked for now. The node has the last word: it tries the transaction out. */
export function tasksOf(proposal: Proposal, onlooker: Onlooker): readonly Task[] {
  const { state, kind, payload, details } = proposal
  const { account, own } = onlooker
  const isDelegate = (own?.owns ?? own?.operates ?? null) !== null
  const tasks: Task[] = []
  if (kind === 'upgrade' && ATTESTED.has(state) && isDelegate) tasks.push('attest')
  if (state === 'signalling' && isDelegate) tasks.push('ready')
  if (payload.kind === 'directive' && details !== null) {
    const isAssignee = isSame(payload.assignee, account)
    const isUnderWay = state === 'assigned' || state === 'in-progress'
    const mayReview = isSame(proposal.proposer, account) || (own?.owns ?? null) !== null
    if (isUnderWay && isAssignee) tasks.push('report')
    if (state === 'review' && mayReview && !isAssignee) tasks.push('review')
  }
  if (STOPPED_BY_GUARDIAN.has(state) && isGuardian(onlooker)) tasks.push('veto')
  return tasks
}

/** The guardian of the rules in force, as long as there is one. */
function isGuardian({ account, rules, epoch }: Onlooker): boolean {
  const guardian = String(rules.get('guardian')?.value ?? '')
  const lastEpoch = Number(rules.get('guardianUntilEpoch')?.value ?? -1)
  return isSame(guardian, account) && epoch !== undefined && epoch <= lastEpoch
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
