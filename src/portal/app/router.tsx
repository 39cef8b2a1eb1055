import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { Shell } from '../layout/shell.tsx'
import { readDelegateSearch } from '../pages/delegate/delegate-tabs.ts'
import { readDelegatesSearch } from '../pages/delegates/delegates-search.ts'
import { readCalculatorSearch } from '../pages/calculator/calculator-search.ts'
import { readParametersSearch } from '../pages/parameters/parameters-search.ts'
import { readProposalSearch } from '../pages/proposal/proposal-search.ts'
import { readProposalsSearch } from '../pages/proposals/proposals-search.ts'
import { readProposeSearch } from '../pages/propose/propose-search.ts'
import { readBucketSearch, readStakeSearch } from '../pages/stake/stake-search.ts'
import { ErrorPage } from './error-page.tsx'
import { lazyPage } from './lazy-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { present, readList, readText, strictly } from './search-params.ts'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })

// Each page is loaded when somebody goes there. What stands behind the question mark is read by `validateSearch`.

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyPage(() => import('../pages/home/home-page.tsx'), 'HomePage'),
})
const delegates = createRoute({
  getParentRoute: () => root,
  path: '/delegates',
  validateSearch: strictly(readDelegatesSearch),
  component: lazyPage(() => import('../pages/delegates/delegates-page.tsx'), 'DelegatesPage'),
})
const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: strictly((raw) =>
    present<{ readonly delegates: readonly string[] }>({
      delegates: readList(raw, 'delegates', 4),
    }),
  ),
  component: lazyPage(() => import('../pages/compare/compare-page.tsx'), 'ComparePage'),
})
const delegate = createRoute({
  getParentRoute: () => root,
  path: '/delegates/$delegate',
  validateSearch: strictly(readDelegateSearch),
  component: lazyPage(() => import('../pages/delegate/delegate-page.tsx'), 'DelegatePage'),
})
const ranking = createRoute({
  getParentRoute: () => root,
  path: '/ranking',
  validateSearch: strictly((raw) =>
    present<{ readonly delegate: string; readonly delta: string }>({
      delegate: readText(raw, 'delegate', 42),
      delta: readText(raw, 'delta', 20),
    }),
  ),
  component: lazyPage(() => import('../pages/ranking/ranking-page.tsx'), 'RankingPage'),
})
const epochs = createRoute({
  getParentRoute: () => root,
  path: '/epochs',
  component: lazyPage(() => import('../pages/epochs/epochs-page.tsx'), 'EpochsPage'),
})
const epoch = createRoute({
  getParentRoute: () => root,
  path: '/epochs/$epoch',
  component: lazyPage(() => import('../pages/epoch/epoch-page.tsx'), 'EpochPage'),
})
const block = createRoute({
  getParentRoute: () => root,
  path: '/blocks/$block',
  component: lazyPage(() => import('../pages/chain/block-page.tsx'), 'BlockPage'),
})
const transaction = createRoute({
  getParentRoute: () => root,
  path: '/transactions/$hash',
  component: lazyPage(() => import('../pages/chain/transaction-page.tsx'), 'TransactionPage'),
})
const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$address',
  component: lazyPage(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
})
const stake = createRoute({
  getParentRoute: () => root,
  path: '/stake',
  validateSearch: strictly(readStakeSearch),
  component: lazyPage(() => import('../pages/stake/stake-page.tsx'), 'StakePage'),
})
const bucketAction = createRoute({
  getParentRoute: () => root,
  path: '/stake/$action',
  validateSearch: strictly(readBucketSearch),
  component: lazyPage(() => import('../pages/stake/bucket-page.tsx'), 'BucketPage'),
})
const bucketRecord = createRoute({
  getParentRoute: () => root,
  path: '/buckets/$bucket',
  component: lazyPage(() => import('../pages/bucket/bucket-record-page.tsx'), 'BucketRecordPage'),
})
const editProfile = createRoute({
  getParentRoute: () => root,
  path: '/delegates/$delegate/edit',
  component: lazyPage(
    () => import('../pages/edit-profile/edit-profile-page.tsx'),
    'EditProfilePage',
  ),
})
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyPage(() => import('../pages/register/register-page.tsx'), 'RegisterPage'),
})
const myStake = createRoute({
  getParentRoute: () => root,
  path: '/my-stake',
  validateSearch: (raw: Readonly<Record<string, unknown>>) =>
    present<{ readonly account: string }>({ account: readText(raw, 'account', 42) }),
  component: lazyPage(() => import('../pages/my-stake/my-stake-page.tsx'), 'MyStakePage'),
})
const calculator = createRoute({
  getParentRoute: () => root,
  path: '/calculator',
  validateSearch: strictly(readCalculatorSearch),
  component: lazyPage(() => import('../pages/calculator/calculator-page.tsx'), 'CalculatorPage'),
})
const glossary = createRoute({
  getParentRoute: () => root,
  path: '/glossary',
  component: lazyPage(() => import('../pages/glossary/glossary-page.tsx'), 'GlossaryPage'),
})

const proposals = createRoute({
  getParentRoute: () => root,
  path: '/proposals',
  validateSearch: strictly(readProposalsSearch),
  component: lazyPage(() => import('../pages/proposals/proposals-page.tsx'), 'ProposalsPage'),
})
const proposal = createRoute({
  getParentRoute: () => root,
  path: '/proposals/$id',
  validateSearch: strictly(readProposalSearch),
  component: lazyPage(() => import('../pages/proposal/proposal-page.tsx'), 'ProposalPage'),
})
const propose = createRoute({
  getParentRoute: () => root,
  path: '/propose',
  validateSearch: strictly(readProposeSearch),
  component: lazyPage(() => import('../pages/propose/propose-page.tsx'), 'ProposePage'),
})
const parameters = createRoute({
  getParentRoute: () => root,
  path: '/parameters',
  validateSearch: strictly(readParametersSearch),
  component: lazyPage(() => import('../pages/parameters/parameters-page.tsx'), 'ParametersPage'),
})

const tree = root.addChildren([
  home,
  delegates,
  compare,
  delegate,
  ranking,
  epochs,
  epoch,
  block,
  transaction,
  account,
  stake,
  bucketAction,
  bucketRecord,
  editProfile,
  register,
  myStake,
  calculator,
  glossary,
  proposals,
  proposal,
  propose,
  parameters,
])

/** All pages of the portal. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router
  }
}
