import { and, eq } from 'drizzle-orm'
import type { Session } from '#indexer/database/database.ts'
import { delegates, proposals, proposalSupports, voters } from '#indexer/schema.ts'
import { ApiProblem } from '../server/api-problem.ts'
import { readAddress } from '../routes/read-parameters.ts'
import type { RelationKind } from './schema.ts'

/** What an account is to the subject of a thread, as the index knows. */
export interface AuthorRelation {
  readonly kind: RelationKind
  readonly sinceEpoch: number | null
  readonly powerRau: bigint | null
}

const NONE: AuthorRelation = { kind: 'none', sinceEpoch: null, powerRau: null }

/** A subject that exists. */
export interface Subject {
  /** As it stands in the tables. */
  readonly key: string
  readonly title: string
  relationOf(session: Session, account: string): Promise<AuthorRelation>
}

/**
 * What `delegate:0x…` or `proposal:number` is about.
 *
 * @throws ApiProblem `not-found`.
 */
export async function findSubject(session: Session, subject: string): Promise<Subject> {
  const [kind, id = ''] = subject.split(':')
  return kind === 'delegate' ? findDelegate(session, id) : findProposal(session, Number(id))
}

async function findDelegate({ drizzle }: Session, text: string): Promise<Subject> {
  const id = readAddress(text, 'subject')
  const [row] = await drizzle
    .select({ name: delegates.name, owner: delegates.owner, displayName: delegates.displayName })
    .from(delegates)
    .where(eq(delegates.id, id))
  if (row === undefined) throw noSubject(`there is no delegate ${text}`)
  return {
    key: `delegate:${id}`,
    title: row.displayName || row.name,
    relationOf: async ({ drizzle: db }, account) => {
      if (row.owner === account) return { ...NONE, kind: 'delegate' }
      const [vote] = await db
        .select({ sinceEpoch: voters.sinceEpoch, votesRau: voters.votesRau })
        .from(voters)
        .where(and(eq(voters.delegate, id), eq(voters.owner, account)))
      return vote === undefined
        ? NONE
        : { kind: 'voter', sinceEpoch: vote.sinceEpoch, powerRau: vote.votesRau }
    },
  }
}

async function findProposal({ drizzle }: Session, id: number): Promise<Subject> {
  const [row] = await drizzle
    .select({
      title: proposals.title,
      proposer: proposals.proposer,
      submittedEpoch: proposals.submittedEpoch,
    })
    .from(proposals)
    .where(eq(proposals.id, id))
  if (row === undefined) throw noSubject(`there is no proposal ${id}`)
  return {
    key: `proposal:${id}`,
    title: row.title,
    relationOf: async ({ drizzle: db }, account) => {
      if (row.proposer === account) {
        return { kind: 'proposer', sinceEpoch: row.submittedEpoch, powerRau: null }
      }
      const [support] = await db
        .select({ epoch: proposalSupports.epoch, powerRau: proposalSupports.powerRau })
        .from(proposalSupports)
        .where(
          and(
            eq(proposalSupports.proposal, id),
            eq(proposalSupports.account, account),
            eq(proposalSupports.counts, true),
          ),
        )
      return support === undefined
        ? NONE
        : { kind: 'supporter', sinceEpoch: support.epoch, powerRau: support.powerRau }
    },
  }
}

function noSubject(text: string): ApiProblem {
  return new ApiProblem('not-found', text, { field: 'subject' })
}
