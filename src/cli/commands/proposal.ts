import type { CommandHome } from '../program.ts'
import { addProposalDirective } from './proposal-directive.ts'
import { addProposalDraft } from './proposal-draft.ts'
import { addProposalPreflight } from './proposal-preflight.ts'
import { addProposalImpact } from './proposal-impact.ts'
import { addProposalProof } from './proposal-proof.ts'
import { addProposalRules } from './proposal-rules.ts'
import { addProposalShow } from './proposal-show.ts'
import { addProposalSubmit } from './proposal-submit.ts'
import { addProposalSupport } from './proposal-support.ts'
import { addProposalTreasury } from './proposal-treasury.ts'
import { addProposalUpgrade } from './proposal-upgrade.ts'
import { addProposalVote } from './proposal-vote.ts'

/** `boule proposal …`: from anyone’s idea to a change that the network puts into action. */
export function addProposalCommands(home: CommandHome): void {
  const proposal = home.program
    .command('proposal')
    .description('propose changes of the network, support them, vote, follow what comes of it')
  addProposalRules(home, proposal)
  addProposalDraft(home, proposal)
  addProposalSubmit(home, proposal)
  addProposalShow(home, proposal)
  addProposalImpact(home, proposal)
  addProposalSupport(home, proposal)
  addProposalVote(home, proposal)
  addProposalProof(home, proposal)
  addProposalPreflight(home, proposal)
  addProposalUpgrade(home, proposal)
  addProposalDirective(home, proposal)
  addProposalTreasury(home, proposal)
}
