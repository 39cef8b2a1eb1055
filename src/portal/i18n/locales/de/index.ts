import account from './account.json' with { type: 'json' }
import calculator from './calculator.json' with { type: 'json' }
import chain from './chain.json' with { type: 'json' }
import compare from './compare.json' with { type: 'json' }
import delegate from './delegate.json' with { type: 'json' }
import delegates from './delegates.json' with { type: 'json' }
import discussion from './discussion.json' with { type: 'json' }
import epoch from './epoch.json' with { type: 'json' }
import glossary from './glossary.json' with { type: 'json' }
import glossaryPage from './glossary-page.json' with { type: 'json' }
import governance from './governance.json' with { type: 'json' }
import home from './home.json' with { type: 'json' }
import myStake from './my-stake.json' with { type: 'json' }
import parameters from './parameters.json' with { type: 'json' }
import propose from './propose.json' with { type: 'json' }
import ranking from './ranking.json' with { type: 'json' }
import shell from './shell.json' with { type: 'json' }
import stake from './stake.json' with { type: 'json' }
import transactions from './transactions.json' with { type: 'json' }
import wallet from './wallet.json' with { type: 'json' }

/** All texts, by area. */
export const de = {
  account,
  calculator,
  chain,
  compare,
  delegate,
  delegates,
  discussion,
  epoch,
  glossary,
  glossaryPage,
  governance,
  home,
  myStake,
  parameters,
  propose,
  ranking,
  shell,
  stake,
  transactions,
  wallet,
} as const
