// Made by scripts/make-api-client.ts from the contract of the API. Not written by hand.

export interface paths {
  '/dev/accounts': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The funded accounts of a development network, with their keys; nowhere else. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['DevAccounts'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/network': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The network, the running epoch, node and index. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Network'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/stream': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Server-sent events: `event` is the kind, `data` a StreamEvent as JSON. With `Last-Event-ID` (or `after`) the ones missed come first; an event `reset` says that too many were missed. */
get: { parameters: { query?: { 
/** Only these, separated by commas */
kinds?: string; 
/** `id` of the last event that was seen */
after?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'text/event-stream': components['schemas']['StreamEvent'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/search': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Finds delegates, proposals, accounts, blocks, transactions, epochs and buckets. */
get: { parameters: { query: { 
/** Name, words, address, hash or number */
q: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['SearchResults'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All delegates. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; rank when missing */
sort?: "rank" | "votes" | "name" | "uptime" | "selfStake" | "commission" | "registration"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Part of name, display name or address */
search?: string; 
/** Group of the profile, in full */
group?: string; 
/** Region of the profile, in full */
region?: string; 
/** producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part */
role?: "producer" | "verifier" | "standby" | "none"; 
/** On probation, or not */
probation?: boolean; 
/** Retired, or not; false when missing */
retired?: boolean; 
/** Least self-stake */
minSelfStake?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['DelegateSummary'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A delegate by identity or name. */
get: { parameters: { query?: never; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Delegate'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/ballots': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** How its owner voted on proposals. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; proposal when missing */
sort?: "proposal"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Ballot'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/buckets': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The buckets that vote for it. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; index when missing */
sort?: "index" | "votes"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** open, when missing: all but withdrawn */
state?: "open" | "staked" | "unstaked" | "withdrawn" | "all"; 
/** Self-stake, or not */
selfStake?: boolean; 
/** Least amount */
minAmount?: string }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Bucket'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/epochs': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Its votes, rank, activity and grants, epoch by epoch. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; epoch when missing */
sort?: "epoch"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** The first */
fromEpoch?: number; 
/** The last */
toEpoch?: number }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['DelegateEpoch'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/events': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What happened to it. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only events of this name */
name?: string; 
/** The first block */
fromHeight?: number; 
/** The last block */
toHeight?: number }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Event'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/grants': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What it was granted. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; epoch when missing */
sort?: "epoch"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only this one */
epoch?: number; 
/** The first */
fromEpoch?: number; 
/** The last */
toEpoch?: number; kind?: "block" | "epoch" | "foundation" | "community" }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Grant'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/profiles': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All versions of its profile. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; version when missing */
sort?: "version"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Profile'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/delegates/{delegate}/voters': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Who votes for it, by account. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; votes when missing */
sort?: "votes" | "owner"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Identity or name */
delegate: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Voter'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/epochs': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All epochs. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; epoch when missing */
sort?: "epoch"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** The first */
fromEpoch?: number; 
/** The last */
toEpoch?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Epoch'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/epochs/{epoch}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** An epoch. */
get: { parameters: { query?: never; header?: never; path: { 
/** Number of the epoch */
epoch: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Epoch'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/epochs/{epoch}/blocks': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The blocks of an epoch, with the turns that were missed. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Number of the epoch */
epoch: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Block'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/epochs/{epoch}/draw': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Everything that a check of the draw needs. */
get: { parameters: { query?: never; header?: never; path: { 
/** Number of the epoch */
epoch: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Draw'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/epochs/{epoch}/grants': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What an epoch paid. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; epoch when missing */
sort?: "epoch"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; kind?: "block" | "epoch" | "foundation" | "community"; 
/** Who earned it */
delegate?: string }; header?: never; path: { 
/** Number of the epoch */
epoch: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Grant'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/epochs/{epoch}/seats': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The consensus delegates of an epoch. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; rank when missing */
sort?: "rank"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Number of the epoch */
epoch: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Seat'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/ranking': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The ranking of now, who has a seat, and who would have one in the next epoch. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Ranking'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/ranking/what-if': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What more or fewer votes for a delegate would change in the projection. */
get: { parameters: { query: { 
/** Identity or name */
delegate: string; 
/** Votes to add */
deltaRau: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['RankingWhatIf'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/blocks': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All blocks. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** The first */
fromHeight?: number; 
/** The last */
toHeight?: number; 
/** Delegate that made it */
producer?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Block'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/blocks/{heightOrHash}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A block by height or hash. */
get: { parameters: { query?: never; header?: never; path: { 
/** Height, or hash */
heightOrHash: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Block'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/events': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All events. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** The first block */
fromHeight?: number; 
/** The last block */
toHeight?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Event'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/transactions': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All transactions. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only of this block */
height?: number; 
/** Sender */
from?: string; 
/** Addressee */
to?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Transaction'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/transactions/{hash}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A transaction with its events. */
get: { parameters: { query?: never; header?: never; path: { 
/** Its hash */
hash: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['TransactionDetails'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/accounts/{address}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** An account. One that nobody used yet has nothing. */
get: { parameters: { query?: never; header?: never; path: { 
/** The account */
address: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Account'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/accounts/{address}/ballots': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** How it voted on proposals. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; proposal when missing */
sort?: "proposal"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** The account */
address: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Ballot'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/accounts/{address}/buckets': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Its buckets. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; index when missing */
sort?: "index" | "amount" | "votes"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** open, when missing: all but withdrawn */
state?: "open" | "staked" | "unstaked" | "withdrawn" | "all"; 
/** Self-stake, or not */
selfStake?: boolean; 
/** Least amount */
minAmount?: string }; header?: never; path: { 
/** The account */
address: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Bucket'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/accounts/{address}/events': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What happened to it. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only events of this name */
name?: string; 
/** The first block */
fromHeight?: number; 
/** The last block */
toHeight?: number }; header?: never; path: { 
/** The account */
address: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Event'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/accounts/{address}/power': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Its power in votes on proposals, by class, and who holds it. */
get: { parameters: { query?: never; header?: never; path: { 
/** The account */
address: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Power'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/accounts/{address}/rewards': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What was granted to it, by epoch and delegate. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; epoch when missing */
sort?: "epoch"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only this one */
epoch?: number; 
/** The first */
fromEpoch?: number; 
/** The last */
toEpoch?: number; kind?: "block" | "epoch" | "foundation" | "community" }; header?: never; path: { 
/** The account */
address: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Grant'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/buckets': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All buckets. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; index when missing */
sort?: "index"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** open, when missing: all but withdrawn */
state?: "open" | "staked" | "unstaked" | "withdrawn" | "all"; 
/** Account */
owner?: string; 
/** Whom it votes for */
delegate?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Bucket'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/buckets/{index}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A bucket, also when it is closed. */
get: { parameters: { query?: never; header?: never; path: { 
/** Number of the bucket */
index: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Bucket'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/buckets/{index}/events': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What happened to a bucket. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only events of this name */
name?: string; 
/** The first block */
fromHeight?: number; 
/** The last block */
toHeight?: number }; header?: never; path: { 
/** Number of the bucket */
index: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Event'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/claims': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All claims: what went from the fund to accounts. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Account that was paid */
reward?: string; 
/** Account that sent the transaction */
by?: string; 
/** The first block */
fromHeight?: number; 
/** The last block */
toHeight?: number }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Claim'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/grants': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All grants: who earned what in which epoch. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; epoch when missing */
sort?: "epoch"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only this one */
epoch?: number; 
/** The first */
fromEpoch?: number; 
/** The last */
toEpoch?: number; kind?: "block" | "epoch" | "foundation" | "community"; 
/** Who earned it */
delegate?: string; 
/** Account that it was granted to */
reward?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Grant'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All proposals. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; id when missing */
sort?: "id" | "changed" | "support" | "ballots"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; state?: "submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review"; class?: "directive" | "policy" | "technical" | "meta"; kind?: "directive" | "policy" | "treasury" | "upgrade" | "script" | "cancel"; 
/** Who made it */
proposer?: string; 
/** Not over, or over */
live?: boolean; 
/** Words of title or text */
search?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['ProposalSummary'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A proposal with its text, its payload and where it stands. */
get: { parameters: { query?: never; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Proposal'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}/ballots': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All ballots on it. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; number when missing */
sort?: "number" | "power"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Mostly for this */
choice?: "yes" | "no" | "abstain"; 
/** Whose */
voter?: string }; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Ballot'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}/impact': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What it would have done over the last epochs, by the node’s own reckoning. */
get: { parameters: { query?: { 
/** A voter: what becomes of its part */
account?: string; 
/** A delegate, epoch by epoch */
delegate?: string; 
/** How many epochs; 10 when missing */
epochs?: number }; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Impact'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}/non-voters': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Delegates whose owners have cast no ballot on it. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; votes when missing */
sort?: "votes"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['NonVoter'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}/revisions': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All revisions of its content. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; revision when missing */
sort?: "revision"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Revision'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}/supports': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Who supports it, and who did. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; power when missing */
sort?: "power" | "account"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Only what counts, or what does not */
counts?: boolean; 
/** Who supports */
account?: string }; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Support'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/proposals/{id}/transitions': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Its way from state to state. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; place when missing */
sort?: "place"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Number of the proposal */
id: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Transition'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/rules': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All rules with value, bounds and class. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; name when missing */
sort?: "name"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** As of this epoch; the running one when missing */
epoch?: number; class?: "policy" | "technical" | "meta" }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Rule'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/rules/{name}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A rule with its history. */
get: { parameters: { query?: never; header?: never; path: { 
/** Name */
name: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['RuleWithHistory'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/treasury': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The community fund and what it pays. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Treasury'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/treasury/payments': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What the community fund paid. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; height when missing */
sort?: "height"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; 
/** Proposal that decided it */
proposal?: number; 
/** Who was paid */
to?: string }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['TreasuryPayment'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/moderation': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What moderators did, and why. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; id when missing */
sort?: "id"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Moderation'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/posts/{post}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A post. */
get: { parameters: { query?: never; header?: never; path: { 
/** Number of the post */
post: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Post'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; 
/** Edits one’s own post; the versions before stay readable. */
put: { parameters: { query?: never; header?: never; path: { 
/** Number of the post */
post: number }; cookie?: never }; requestBody: { content: { 'application/json': components['schemas']['PostEdit'] } }; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Post'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/posts/{post}/moderation': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; get?: never; put?: never; 
/** Hides a post, or shows it again; with a reason, in public. */
post: { parameters: { query?: never; header?: never; path: { 
/** Number of the post */
post: number }; cookie?: never }; requestBody: { content: { 'application/json': components['schemas']['NewModeration'] } }; responses: { 201: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Moderation'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/posts/{post}/reactions/{reaction}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; get?: never; 
/** Reacts to a post. */
put: { parameters: { query?: never; header?: never; path: { 
/** Number of the post */
post: number; 
/** Which */
reaction: "agree" | "disagree" | "helpful" | "thanks" }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Post'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; post?: never; 
/** Takes a reaction back. */
delete: { parameters: { query?: never; header?: never; path: { 
/** Number of the post */
post: number; 
/** Which */
reaction: "agree" | "disagree" | "helpful" | "thanks" }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Post'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; options?: never; head?: never; patch?: never; trace?: never }
  '/posts/{post}/reports': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; get?: never; put?: never; 
/** Tells the moderators of a post, once. */
post: { parameters: { query?: never; header?: never; path: { 
/** Number of the post */
post: number }; cookie?: never }; requestBody: { content: { 'application/json': components['schemas']['NewReport'] } }; responses: { 201: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Report'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/posts/{post}/versions': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All versions of a post. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; version when missing */
sort?: "version"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path: { 
/** Number of the post */
post: number }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['PostVersion'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/reports': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** What was reported. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; id when missing */
sort?: "id"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Report'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/threads': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** All threads that have a post. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; updated when missing */
sort?: "updated"; 
/** Direction; desc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv" }; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Thread'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/threads/{subject}': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A thread; one without posts is empty. */
get: { parameters: { query?: never; header?: never; path: { 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Thread'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/threads/{subject}/export': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** A thread with all versions as JSON lines. */
get: { parameters: { query?: never; header?: never; path: { 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/jsonl': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/threads/{subject}/posts': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The posts of a thread. */
get: { parameters: { query?: { 
/** Most items of the page; 50 when missing */
limit?: number; 
/** `next` of the page before; the other parameters stay the same */
cursor?: string; 
/** What the list is sorted by; created when missing */
sort?: "created" | "reactions"; 
/** Direction; asc when missing */
order?: "asc" | "desc"; 
/** csv: the whole list from the cursor on, or `limit` rows of it */
format?: "json" | "csv"; kind?: "comment" | "argument-for" | "argument-against" | "question" | "answer"; 
/** Only answers to this post */
parent?: number; 
/** Only posts that answer none, or only answers */
top?: boolean; 
/** Who wrote them */
author?: string; 
/** Questions with an answer, or without */
answered?: boolean }; header?: never; path: { 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string }; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: (components['schemas']['Post'])[]; 
/** Cursor of the page after this one; null at the end */
next: string | null }; 'text/csv': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; 
/** Writes a post. */
post: { parameters: { query?: never; header?: never; path: { 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string }; cookie?: never }; requestBody: { content: { 'application/json': components['schemas']['NewPost'] } }; responses: { 201: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Post'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/session': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Who is signed in. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['CurrentSession'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; 
/** Signs in with a message by ERC-4361; sets a cookie. */
post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { 'application/json': components['schemas']['SignIn'] } }; responses: { 201: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Session'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; 
/** Signs out. */
delete: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 204: { headers: { [name: string]: unknown }; content?: never }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; options?: never; head?: never; patch?: never; trace?: never }
  '/session/nonce': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; get?: never; put?: never; 
/** A number used once, for the message to sign. */
post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 201: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Nonce'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/health': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** The process answers. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Health'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/metrics': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Figures for Prometheus. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'text/plain': string } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/ready': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; 
/** Database, index and node work; status 503 when not. */
get: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Ready'] } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; put?: never; post?: never; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
  '/rpc': { parameters: { query?: never; header?: never; path?: never; cookie?: never }; get?: never; put?: never; 
/** JSON-RPC of the node: the methods that a wallet and this portal need. */
post: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { 'application/json': components['schemas']['RpcRequest'] } }; responses: { 200: { headers: { [name: string]: unknown }; content: { 'application/json': unknown } }; default: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Problem'] } } } }; delete?: never; options?: never; head?: never; patch?: never; trace?: never }
}

export interface components {
  schemas: {
    Account: { 
/** The account */
address: string; 
/** The same in the other form */
ioAddress: string; 
/** Coins at hand */
balanceRau: string; 
/** Number of its next transaction */
nonce: number; 
/** Granted and not claimed */
unclaimedRau: string; 
/** Granted and not covered by the fund yet */
owedRau: string; 
/** Coins in its buckets */
stakedRau: string; 
/** Votes of its buckets */
votesRau: string; 
/** Its open buckets */
buckets: number; 
/** Delegate that it owns */
owns: (components['schemas']['DelegateReference'] | null); 
/** Delegate whose node it is */
operates: (components['schemas']['DelegateReference'] | null); 
/** Delegates whose rewards are granted to it */
rewardOf: (components['schemas']['DelegateReference'])[]; 
/** Whom its buckets vote for */
votesFor: ({ delegate: components['schemas']['DelegateReference']; 
/** Votes of its buckets */
votesRau: string })[] }
    Ballot: { 
/** Proposal */
proposal: number; 
/** Its title */
title: string; 
/** Its state */
state: string; 
/** Account that votes */
voter: string; 
/** The delegate that it owns */
delegate: (components['schemas']['DelegateReference'] | null); 
/** Part of its power for yes */
yesBps: number; 
/** Part of its power for no */
noBps: number; 
/** Part of its power for neither */
abstainBps: number; 
/** Its own power */
ownRau: string; 
/** Power that others gave it */
delegatedRau: string; 
/** Signed and brought by somebody else */
signed: boolean; 
/** How often it voted; the last ballot counts */
times: number; 
/** Block */
height: number; 
/** Epoch of the block */
epoch: number; 
/** Time of the block */
timeMs: number; 
/** Transaction */
transaction: string }
    Block: { 
/** Which */
height: number; 
/** Its hash */
hash: string; 
/** Its time */
timeMs: number; 
/** Epoch that it belongs to */
epoch: number; producer: (components['schemas']['DelegateReference'] | null); round: (number | null); 
/** Who was due before */
missed: ({ delegate: components['schemas']['DelegateReference']; 
/** Its turn */
round: number })[]; 
/** Transactions in it */
transactions: number; 
/** Events in it */
events: number; 
/** Of its transactions */
gasUsed: number; 
/** Most that it takes */
gasLimit: number; 
/** Bytes of its transactions */
size: number; 
/** Of the block before */
parentHash: string }
    Bucket: { 
/** Number of the bucket */
index: number; 
/** Whom it votes for */
delegate: components['schemas']['DelegateReference']; 
/** Account that it belongs to */
owner: string; 
/** The same in the other form */
ioOwner: string; 
/** Coins in it */
amountRau: string; 
/** Votes of it */
votesRau: string; 
/** How long it is locked from its last start on */
durationDays: number; 
/** The lock does not run down */
autoStake: boolean; 
/** When it was made */
createdSeconds: number; 
/** Last start of the lock */
stakedSeconds: number; unstakedSeconds: (number | null); withdrawableSeconds: (number | null); 
/** Self-stake of its delegate */
selfStake: boolean; endorsement: "none" | "endorsed" | "ending" | "expired"; 
/** unstaked: waits for withdrawal; withdrawn: kept for the record with its last figures */
state: "staked" | "unstaked" | "withdrawn"; 
/** Block that made it; 0: the first state */
openedHeight: number; closedHeight: (number | null); 
/** Last block that changed it */
updatedHeight: number }
    Claim: { 
/** Block */
height: number; 
/** Time of the block */
timeMs: number; 
/** Epoch of the block */
epoch: number; 
/** Transaction */
transaction: string; 
/** Account that was paid */
reward: string; 
/** Account that sent the transaction */
by: string; 
/** Paid */
amountRau: string }
    CurrentSession: { session: (components['schemas']['Session'] | null) }
    Delegate: { 
/** Identity: the address that registered it; it never changes */
id: string; 
/** Short name, unique */
name: string; 
/** Name of the profile, or the short name */
displayName: string; 
/** Group of the profile, or nothing */
group: string; 
/** Region of the profile, or nothing */
region: string; 
/** Of the profile, or nothing */
website: string; logoHash: (string | null); 
/** Account that manages it */
owner: string; 
/** Account of its node */
operator: string; 
/** Account that its rewards are granted to */
reward: string; 
/** Its number in the order of registration, which the draw goes by */
registration: number; 
/** Place among all by effective votes; those that take no part come last */
rank: number; 
/** producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part */
role: "producer" | "verifier" | "standby" | "none"; 
/** Takes part in the election */
eligible: boolean; reason: (string | null); 
/** Votes of all its buckets */
votesRau: string; 
/** What counts in the election: less on probation */
effectiveVotesRau: string; 
/** Amount of its self-stake */
selfStakeRau: string; 
/** Buckets that vote for it */
buckets: number; 
/** Accounts that vote for it */
voters: number; 
/** Unproductive epochs within the window; more than 0 is probation */
probationEpochs: number; 
/** Gets no epoch reward and no bonus, and leaves its place to the next */
rewardExempt: boolean; 
/** Has left for good */
retired: boolean; 
/** How far its leaving is */
exit: "none" | "queued" | "admitted"; uptimeBps: (number | null); blockCommissionBps: (number | null); epochCommissionBps: (number | null); bonusCommissionBps: (number | null); 
/** Identity in the other form */
ioId: string; consensusKey: (string | null); blsKey: (string | null); validator: (string | null); selfStakeBucket: (number | null); exitHeight: (number | null); 
/** Over all settled epochs */
activity: { 
/** Blocks made */
produced: number; 
/** Blocks due and not made */
missed: number; 
/** Blocks signed */
signed: number; 
/** Blocks not signed */
absent: number }; 
/** Settled epochs in which it had a seat */
epochsServed: number; 
/** Of them, those that count against it */
epochsUnproductive: number; 
/** All that it was granted */
grantedRau: string; 
/** Block of its registration; 0: the first state */
registeredHeight: number; profile: (components['schemas']['Profile'] | null); 
/** How many there are */
profileVersions: number; 
/** Its part of all votes */
voteShareBps: number }
    DelegateEpoch: { 
/** Which */
epoch: number; 
/** Place at the end of the epoch */
rank: number; 
/** Votes then */
votesRau: string; 
/** What counted of them */
effectiveVotesRau: string; 
/** Self-stake then */
selfStakeRau: string; 
/** Buckets then */
buckets: number; 
/** Voters then */
voters: number; 
/** Unproductive epochs within the window then */
probationEpochs: number; 
/** Took part in elections then */
eligible: boolean; seat: ("producer" | "verifier" | null); 
/** Blocks made */
produced: number; 
/** Blocks due and not made */
missed: number; 
/** Blocks signed */
signed: number; 
/** Blocks not signed */
absent: number; 
/** The epoch counts against it */
unproductive: boolean; 
/** Granted for blocks */
blockRau: string; 
/** Granted by votes */
epochRau: string; 
/** Granted as bonus */
foundationRau: string; 
/** Part of the grants that the fund could not cover */
owedRau: string }
    DelegateReference: { 
/** Identity of the delegate */
id: string; name: (string | null) }
    DelegateSummary: { 
/** Identity: the address that registered it; it never changes */
id: string; 
/** Short name, unique */
name: string; 
/** Name of the profile, or the short name */
displayName: string; 
/** Group of the profile, or nothing */
group: string; 
/** Region of the profile, or nothing */
region: string; 
/** Of the profile, or nothing */
website: string; logoHash: (string | null); 
/** Account that manages it */
owner: string; 
/** Account of its node */
operator: string; 
/** Account that its rewards are granted to */
reward: string; 
/** Its number in the order of registration, which the draw goes by */
registration: number; 
/** Place among all by effective votes; those that take no part come last */
rank: number; 
/** producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part */
role: "producer" | "verifier" | "standby" | "none"; 
/** Takes part in the election */
eligible: boolean; reason: (string | null); 
/** Votes of all its buckets */
votesRau: string; 
/** What counts in the election: less on probation */
effectiveVotesRau: string; 
/** Amount of its self-stake */
selfStakeRau: string; 
/** Buckets that vote for it */
buckets: number; 
/** Accounts that vote for it */
voters: number; 
/** Unproductive epochs within the window; more than 0 is probation */
probationEpochs: number; 
/** Gets no epoch reward and no bonus, and leaves its place to the next */
rewardExempt: boolean; 
/** Has left for good */
retired: boolean; 
/** How far its leaving is */
exit: "none" | "queued" | "admitted"; uptimeBps: (number | null); blockCommissionBps: (number | null); epochCommissionBps: (number | null); bonusCommissionBps: (number | null) }
    DevAccounts: { 
/** The phrase that they come from */
phrase: string; accounts: ({ 
/** How the command line calls it */
name: string; 
/** Its address */
address: string; 
/** Everybody knows it */
privateKey: string })[] }
    Draw: { 
/** Epoch of the set */
epoch: number; 
/** Block of the election */
electedHeight: number; origin: "elected" | "continued"; 
/** Formula: boule hashes the mix and registration numbers, iotex operators and startHeight */
rule: "boule" | "iotex"; 
/** First block of the epoch */
startHeight: number; 
/** Randomness */
mix: string; 
/** How many are drawn */
producers: number; candidates: ({ 
/** Place in the election */
rank: number; delegate: components['schemas']['DelegateReference']; 
/** Number that is hashed with the mix */
registration: number; 
/** Account of its node then */
operator: string; 
/** Votes in the election */
votesRau: string; 
/** Produces */
drawn: boolean })[] }
    Epoch: { 
/** Which */
epoch: number; phase: "past" | "running" | "next"; 
/** First block */
startHeight: number; 
/** Block at which the set after it is elected */
electionHeight: number; 
/** Last block */
endHeight: number; startTimeMs: (number | null); endTimeMs: (number | null); 
/** Block at which its set was elected; 0: the first state */
electedHeight: number; origin: "elected" | "continued"; 
/** Randomness of the draw */
mix: string; 
/** Consensus delegates */
seats: number; 
/** Of them producers */
producers: number; 
/** Blocks so far */
blocks: number; 
/** Turns at which nobody produced, so far */
missedBlocks: number; 
/** Transactions so far */
transactions: number; settlement: (components['schemas']['Settlement'] | null) }
    Event: { 
/** Block */
height: number; 
/** Number among the events of the block */
place: number; 
/** Time of the block */
timeMs: number; 
/** Epoch of the block */
epoch: number; 
/** Name of the event */
name: string; transaction: (string | null); 
/** Its values by name; numbers beyond 2^53 as decimal text */
args: { [name in string]: unknown }; 
/** What happened, in plain English */
text: string; account: (string | null); otherAccount: (string | null); 
/** Delegate that it is about */
delegate: (components['schemas']['DelegateReference'] | null); 
/** A second one */
otherDelegate: (components['schemas']['DelegateReference'] | null); bucket: (number | null); proposal: (number | null) }
    Grant: { 
/** Epoch that it is for */
epoch: number; 
/** Block of the settlement */
height: number; 
/** Time of that block */
timeMs: number; 
/** Who earned it; of kind community: the community fund, without a name */
delegate: components['schemas']['DelegateReference']; 
/** Account that it was granted to */
reward: string; kind: "block" | "epoch" | "foundation" | "community"; 
/** The whole grant */
amountRau: string; 
/** Part that the fund could not cover then */
owedRau: string; 
/** Part of that which is still owed */
stillOwedRau: string }
    Health: { status: "ok" }
    Impact: { 
/** Which */
proposal: number; kind: "directive" | "policy" | "treasury" | "upgrade" | "script" | "cancel"; epochs: ({ 
/** Which */
epoch: number; before: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string; 
/** Into the community fund */
communityRau: string; 
/** Taken from self-stakes */
slashedRau: string }; after: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string; 
/** Into the community fund */
communityRau: string; 
/** Taken from self-stakes */
slashedRau: string }; unproductive: { 
/** Delegates that the epoch is held against */
before: number; 
/** Delegates that the epoch is held against */
after: number }; delegate: ({ before: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string }; after: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string } } | null) })[]; gaps: ({ 
/** Which */
epoch: number; 
/** Kind of gap */
gap: string; 
/** Why it cannot be told */
reason: string })[]; sum: { before: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string; 
/** Into the community fund */
communityRau: string; 
/** Taken from self-stakes */
slashedRau: string }; after: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string; 
/** Into the community fund */
communityRau: string; 
/** Taken from self-stakes */
slashedRau: string } }; delegates: ({ delegate: components['schemas']['DelegateReference']; before: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string }; after: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string } })[]; set: ({ 
/** Of the set */
epoch: number; before: ({ 
/** Place */
rank: number; delegate: components['schemas']['DelegateReference']; 
/** Votes */
votesRau: string; 
/** Drawn to produce */
producer: boolean })[]; after: ({ 
/** Place */
rank: number; delegate: components['schemas']['DelegateReference']; 
/** Votes */
votesRau: string; 
/** Drawn to produce */
producer: boolean })[] } | null); treasury: (({ 
/** Which */
epoch: number; 
/** Into the fund */
inflowRau: string; 
/** To be paid */
dueRau: string; 
/** Paid */
paidRau: string; 
/** Due and not paid so far */
owedRau: string; 
/** Left in the fund */
fundRau: string })[] | null); voter: ({ 
/** The account */
account: string; delegates: ({ delegate: components['schemas']['DelegateReference']; before: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string }; after: { 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string }; 
/** Its votes */
votesRau: string; 
/** All votes of the delegate */
ofRau: string; commissions: ({ 
/** Of block rewards */
blockBps: number; 
/** Of epoch rewards */
epochBps: number; 
/** Of the bonus */
bonusBps: number } | null); promised: ({ 
/** Before */
beforeRau: string; 
/** After */
afterRau: string } | null) })[] } | null); noFigures: ({ 
/** Part */
change: string; 
/** Why */
reason: string })[]; notes: (string)[] }
    Moderation: { 
/** Number */
id: number; 
/** Post */
post: number; 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string; action: "hide" | "show"; 
/** Why */
reason: string; 
/** Who did it */
moderator: string; 
/** Of the newest version */
textHash: string; 
/** When */
timeMs: number }
    Network: { 
/** Name of the network */
network: string; 
/** Chain id of signatures */
chainId: number; 
/** Hash of the first state */
genesisHash: string; 
/** Time of the first state */
genesisTimeMs: number; 
/** Software of the node */
client: string; 
/** A development network, whose accounts have public keys */
dev: boolean; node: { 
/** False: the node does not answer, and these are its last figures */
reachable: boolean; 
/** Newest block */
height: number; 
/** Its hash */
blockHash: string; 
/** Its time */
timeMs: number; 
/** Other nodes that it talks with */
peers: number; 
/** Still catching up with the others */
syncing: boolean; 
/** Waiting transactions that could be in the next block */
pendingTransactions: number; 
/** Waiting transactions that others must come before */
queuedTransactions: number }; index: { 
/** Newest block of the index; lists are as of this block */
height: number; 
/** Its time */
timeMs: number; 
/** Blocks that the node has and the index has not */
lagBlocks: number }; epoch: { 
/** The running one */
epoch: number; 
/** Its first block */
startHeight: number; 
/** Block at which the next set is elected */
electionHeight: number; 
/** Its last block */
endHeight: number; 
/** Time from one block to the next, by the rule */
blockIntervalMs: number; 
/** The same as it was in the last 30 blocks, without pauses; that of the rule where they do not tell */
paceMs: number; 
/** Time of its first block; by the pace if that is not indexed */
startTimeMs: number; 
/** Of the election; by the pace if it is to come */
electionTimeMs: number; 
/** Of its last block, by the pace */
endTimeMs: number }; 
/** All coins */
supplyRau: string; 
/** Coins in buckets */
stakedRau: string; fund: { 
/** Not promised to anybody */
availableRau: string; 
/** Granted, and not claimed yet */
unclaimedRau: string; 
/** Granted, and not covered yet */
owedRau: string }; 
/** Registered and not retired */
delegates: number; 
/** Open */
buckets: number; 
/** Made the newest block */
producingNow: (components['schemas']['DelegateReference'] | null); 
/** Who makes the next blocks */
schedule: ({ 
/** Height of the block to come */
height: number; 
/** Address of the consensus key that proposes it in round 0 */
validator: string; delegate: (components['schemas']['DelegateReference'] | null) })[] }
    NewModeration: { action: "hide" | "show"; reason: string }
    NewPost: { kind: "comment" | "argument-for" | "argument-against" | "question" | "answer"; text: string; parent?: (number | null) }
    NewReport: { reason: "spam" | "abuse" | "illegal" | "private-data" | "other"; text?: string }
    NonVoter: { delegate: components['schemas']['DelegateReference']; 
/** Account that would vote */
owner: string; rank: (number | null); 
/** producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part */
role: "producer" | "verifier" | "standby" | "none"; 
/** Votes of the delegate */
votesRau: string }
    Nonce: { 
/** To be put into the message */
nonce: string; 
/** Until when it can be used */
expiresMs: number; 
/** Chain id that the message must have */
chainId: number; 
/** Statement that the message must have */
statement: string; version: "1" }
    Payload: ({ kind: "directive"; 
/** Who is to do it */
assignee: string; 
/** Epochs that it may take */
dueEpochs: number } | { kind: "policy"; sets: ({ 
/** Rule */
name: string; 
/** Value that it has now */
expected: string; 
/** Value that it is to have */
value: string })[]; 
/** Epochs for which it holds; 0: for good */
sunsetEpochs: number } | { kind: "treasury"; payments: ({ 
/** Who is paid */
to: string; 
/** At each boundary */
perEpochRau: string; 
/** How often */
epochs: number })[] } | { kind: "upgrade"; 
/** Name of the software */
name: string; 
/** Its number */
version: number; 
/** Root of the bundle */
bundleRoot: string; 
/** Size of the bundle */
bundleBytes: number; 
/** Of the source */
sourceHash: string; 
/** Of the recipe */
recipeHash: string; artifacts: ({ 
/** Such as linux-x64 */
platform: string; 
/** Of the file */
sha256: string; 
/** Size of the file, in decimal digits */
bytes: string })[]; 
/** Epochs from lock-in to activation */
activationEpochs: number } | { kind: "script"; 
/** Formula whose place it takes */
slot: string; 
/** The script */
source: string } | { kind: "cancel"; 
/** Proposal to stop */
proposal: number })
    Post: { 
/** Number of the post */
id: number; 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string; parent: (number | null); kind: "comment" | "argument-for" | "argument-against" | "question" | "answer"; 
/** Who wrote it */
author: string; 
/** The delegate that the author owns */
delegate: (components['schemas']['DelegateReference'] | null); relation: components['schemas']['Relation']; 
/** The author is new here: links must not work */
newcomer: boolean; text: (string | null); 
/** keccak256 of the text; stays when it is hidden */
textHash: string; 
/** 1: never edited */
version: number; hidden: ({ 
/** Why */
reason: string; 
/** Moderator */
by: string; 
/** When */
timeMs: number } | null); 
/** When it was written */
createdMs: number; editedMs: (number | null); 
/** How many of each kind */
reactions: { [name in "agree" | "disagree" | "helpful" | "thanks"]: number }; 
/** Reactions of who is signed in */
mine: ("agree" | "disagree" | "helpful" | "thanks")[]; 
/** Posts that answer it */
replies: number; answered: (boolean | null) }
    PostEdit: { text: string }
    PostVersion: { 
/** 1 is the first */
version: number; text: (string | null); 
/** keccak256 of the text */
textHash: string; 
/** When it was written */
createdMs: number }
    Power: { 
/** The account */
account: string; 
/** The boundary that it is as of */
epoch: number; 
/** Power */
powerRau: string; 
/** Its power does not count */
excluded: boolean; classes: ({ class: "directive" | "policy" | "technical" | "meta"; 
/** How long stake must stand to count */
maturityEpochs: number; 
/** Power that counts */
agedRau: string; 
/** Of all accounts */
totalRau: string; delegate: (string | null) })[] }
    Problem: { 
/** urn:boule:problem: and the code */
type: string; 
/** The kind of problem in words */
title: string; 
/** HTTP status */
status: number; 
/** What was wrong, and what would be right */
detail: string; code: "bad-parameter" | "unknown-parameter" | "bad-cursor" | "bad-json" | "bad-sign-in" | "not-signed-in" | "not-allowed" | "foreign-origin" | "method-not-allowed" | "not-found" | "wrong-method" | "closed-thread" | "body-too-large" | "url-too-long" | "not-json" | "host-not-allowed" | "too-many" | "too-many-requests" | "internal" | "node-unreachable" | "index-not-ready" | "too-many-streams" | "timed-out"; 
/** The parameter or field that is meant */
field: string | null }
    Profile: { 
/** 1 is the first */
version: number; 
/** Block that brought it */
height: number; 
/** Time of that block */
timeMs: number; 
/** Epoch of that block */
epoch: number; 
/** Transaction that brought it */
transaction: string; 
/** Name in full */
displayName: string; 
/** Group */
group: string; 
/** Address of its pages */
website: string; 
/** Region */
region: string; logoHash: (string | null); textHash: (string | null); links: (string)[]; 
/** Part of block rewards that it says it keeps */
blockCommissionBps: number; 
/** Part of epoch rewards that it says it keeps */
epochCommissionBps: number; 
/** Part of the bonus that it says it keeps */
bonusCommissionBps: number }
    Proposal: { 
/** Number */
id: number; 
/** Title */
title: string; 
/** Who made it */
proposer: string; 
/** The delegate that the proposer owns */
delegate: (components['schemas']['DelegateReference'] | null); class: "directive" | "policy" | "technical" | "meta"; kind: "directive" | "policy" | "treasury" | "upgrade" | "script" | "cancel"; 
/** Debate, vote and timelock are the short ones */
short: boolean; state: "submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review"; 
/** Not over */
live: boolean; 
/** A directive that was not done when it was due */
overdue: boolean; 
/** Newest revision */
revision: number; 
/** When that came */
revisedEpoch: number; depositReturned: (boolean | null); 
/** Of its content */
root: string; 
/** Deposit that was locked */
depositRau: string; 
/** When it was submitted */
submittedEpoch: number; 
/** When it was submitted */
submittedTimeMs: number; reason: "submitted" | "checks-passed" | "checks-failed" | "attested-red" | "revised" | "withdrawn-by-proposer" | "window-over" | "support-quorum" | "slot-free" | "late-flip" | "vote-over" | "no-quorum" | "no-majority" | "majority" | "queued" | "stale" | "timelock-over" | "guardian" | "counter-vote" | "ready-delegates" | "not-ready" | "activation-epoch" | "executed" | "not-executable" | "grace-over" | "assigned" | "progress" | "evidence" | "sent-back" | "accepted"; 
/** Last change of state */
changedEpoch: number; qualifiedEpoch: (number | null); openedEpoch: (number | null); voteEndEpoch: (number | null); confirmedEpoch: (number | null); timelockEndEpoch: (number | null); dueEpoch: (number | null); percent: (number | null); 
/** Accounts that support it */
supporters: number; 
/** Their aged power at the last boundary; at qualification it stays */
supportRau: string; 
/** Ballots that count */
ballots: number; 
/** Power for yes */
yesRau: string; 
/** Power for no */
noRau: string; 
/** Power for neither */
abstainRau: string; totalRau: (string | null); quorumBps: (number | null); approvalBps: (number | null); 
/** Text of the newest revision, as Markdown */
text: string; payload: components['schemas']['Payload']; 
/** As of the newest block; null while the node does not answer */
details: (components['schemas']['ProposalDetails'] | null) }
    ProposalDetails: { support: { 
/** Power of its supporters */
supportRau: string; 
/** How many they are */
supporters: number; 
/** Power of all */
totalRau: string; 
/** Part of it */
shareBps: number; 
/** Part that it needs */
quorumBps: number; 
/** Power that it needs */
neededRau: string; 
/** Supporters that it needs */
neededSupporters: number; 
/** Enough */
reached: boolean }; vote: ({ 
/** Power for yes */
yesRau: string; 
/** Power for no */
noRau: string; 
/** Power for neither */
abstainRau: string; 
/** Ballots */
ballots: number; 
/** All power */
totalRau: string; 
/** Part that voted */
turnoutBps: number; 
/** Part that must vote */
quorumBps: number; 
/** Part of yes in yes and no */
yesBps: number; 
/** What yes must exceed */
approvalBps: number; quorumMode: "turnout" | "padded"; 
/** With the ballots that are in */
passes: boolean; reason: "no-quorum" | "no-majority" | "majority"; 
/** Turned in the closing window */
lateFlip: boolean; 
/** Epochs added for that */
extendedEpochs: number; 
/** Ballots counted */
counted: number; 
/** Delegations to give out */
delegations: number; 
/** Given out */
delegationsDone: number } | null); next: ({ 
/** Name of the step */
step: string; epoch: (number | null); latestEpoch: (number | null); 
/** Behind it */
done: boolean } | null); steps: ({ 
/** Name of the step */
step: string; epoch: (number | null); latestEpoch: (number | null); 
/** Behind it */
done: boolean })[]; terms: { 
/** For finding support */
supportWindowEpochs: number; 
/** From submission to the vote, at least */
debateEpochs: number; 
/** From qualification to the vote */
noticeEpochs: number; 
/** Of the vote */
votingEpochs: number; 
/** From the verdict to action */
timelockEpochs: number; 
/** For action to succeed */
graceEpochs: number; 
/** Before the same is proposed again */
cooldownEpochs: number; 
/** For stake to count */
maturityEpochs: number; 
/** In which a turn extends the vote */
closingWindowEpochs: number }; 
/** Why it could not be put into action as things stand */
obstacle: ({ 
/** Number */
code: number; 
/** Name */
error: string; 
/** In words */
meaning: string } | null); attestations: ({ green: (components['schemas']['DelegateReference'])[]; red: (components['schemas']['DelegateReference'])[]; 
/** Greens that it needs */
needed: number } | null); readiness: ({ ready: (components['schemas']['DelegateReference'])[]; 
/** Ready ones with a seat */
seated: number; 
/** Seats */
seats: number; 
/** Part that must be ready */
neededBps: number } | null); directive: ({ 
/** Who does it */
assignee: string; 
/** How far it is */
percent: number; reportedEpoch: (number | null); evidenceHash: (string | null); accepted: (string)[]; refused: (string)[] } | null); enactment: ({ 
/** When it was put into action */
epoch: number; 
/** When it takes effect */
fromEpoch: number; changes: ({ 
/** Rule */
name: string; 
/** Value before */
before: string; 
/** Value after */
after: string })[]; sunsetEpoch: (number | null); 
/** Gone back */
over: boolean } | null) }
    ProposalSummary: { 
/** Number */
id: number; 
/** Title */
title: string; 
/** Who made it */
proposer: string; 
/** The delegate that the proposer owns */
delegate: (components['schemas']['DelegateReference'] | null); class: "directive" | "policy" | "technical" | "meta"; kind: "directive" | "policy" | "treasury" | "upgrade" | "script" | "cancel"; 
/** Debate, vote and timelock are the short ones */
short: boolean; state: "submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review"; 
/** Not over */
live: boolean; 
/** A directive that was not done when it was due */
overdue: boolean; 
/** Newest revision */
revision: number; 
/** When that came */
revisedEpoch: number; depositReturned: (boolean | null); 
/** Of its content */
root: string; 
/** Deposit that was locked */
depositRau: string; 
/** When it was submitted */
submittedEpoch: number; 
/** When it was submitted */
submittedTimeMs: number; reason: "submitted" | "checks-passed" | "checks-failed" | "attested-red" | "revised" | "withdrawn-by-proposer" | "window-over" | "support-quorum" | "slot-free" | "late-flip" | "vote-over" | "no-quorum" | "no-majority" | "majority" | "queued" | "stale" | "timelock-over" | "guardian" | "counter-vote" | "ready-delegates" | "not-ready" | "activation-epoch" | "executed" | "not-executable" | "grace-over" | "assigned" | "progress" | "evidence" | "sent-back" | "accepted"; 
/** Last change of state */
changedEpoch: number; qualifiedEpoch: (number | null); openedEpoch: (number | null); voteEndEpoch: (number | null); confirmedEpoch: (number | null); timelockEndEpoch: (number | null); dueEpoch: (number | null); percent: (number | null); 
/** Accounts that support it */
supporters: number; 
/** Their aged power at the last boundary; at qualification it stays */
supportRau: string; 
/** Ballots that count */
ballots: number; 
/** Power for yes */
yesRau: string; 
/** Power for no */
noRau: string; 
/** Power for neither */
abstainRau: string; totalRau: (string | null); quorumBps: (number | null); approvalBps: (number | null) }
    Ranking: { 
/** Block that it is as of */
height: number; 
/** The running one */
epoch: number; 
/** Block at which the next set is elected */
electionHeight: number; 
/** The next set is elected: projected roles are final */
frozen: boolean; 
/** Randomness that the projection is drawn with */
mix: string; 
/** Consensus delegates of the next epoch */
seats: number; 
/** How many of them produce */
producers: number; entries: (components['schemas']['RankingEntry'])[] }
    RankingEntry: { 
/** Place by effective votes, of all that are ranked */
rank: number; 
/** Identity */
delegate: string; 
/** Short name */
name: string; 
/** Its number in the draw */
registration: number; 
/** Votes */
votesRau: string; 
/** What counts: less on probation */
effectiveVotesRau: string; 
/** Self-stake */
selfStakeRau: string; 
/** On probation */
onProbation: boolean; 
/** Takes part */
eligible: boolean; reason: (string | null); 
/** In the running epoch */
role: "producer" | "verifier" | "standby" | "none"; 
/** In the next epoch, if the election were now */
projectedRole: "producer" | "verifier" | "standby" | "none"; 
/** Effective votes above those of the first without a seat (below nothing: votes that it lacks for a seat); 0 when there is no such limit */
marginRau: string; electedRank: (number | null) }
    RankingWhatIf: { 
/** Block that it is as of */
height: number; delegate: components['schemas']['DelegateReference']; 
/** Votes added */
deltaRau: string; before: { rank: (number | null); 
/** Votes that count */
effectiveVotesRau: string; 
/** producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part */
projectedRole: "producer" | "verifier" | "standby" | "none" }; after: { rank: (number | null); 
/** Votes that count */
effectiveVotesRau: string; 
/** producer: makes blocks; verifier: elected, signs blocks; standby: could be elected; none: takes no part */
projectedRole: "producer" | "verifier" | "standby" | "none" }; 
/** Gain a seat */
entering: (components['schemas']['DelegateReference'])[]; 
/** Lose a seat */
leaving: (components['schemas']['DelegateReference'])[]; 
/** Would produce, and did not */
drawnNow: (components['schemas']['DelegateReference'])[]; 
/** Would not produce, and did */
notDrawnNow: (components['schemas']['DelegateReference'])[] }
    Ready: { 
/** All is well */
ready: boolean; 
/** The database answers */
database: boolean; 
/** The node answers */
node: boolean; indexHeight: (number | null); nodeHeight: (number | null); lagBlocks: (number | null); reasons: (string)[] }
    Relation: { 
/** delegate: owns the delegate; proposer: made the proposal; supporter: supports it; voter: votes for the delegate */
kind: "delegate" | "proposer" | "supporter" | "voter" | "none"; sinceEpoch: (number | null); powerRau: (string | null); 
/** Block at which this was so */
height: number }
    Report: { 
/** Number */
id: number; 
/** Post */
post: number; 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string; reason: "spam" | "abuse" | "illegal" | "private-data" | "other"; 
/** In words */
text: string; 
/** Who reported it */
author: string; 
/** When */
timeMs: number }
    Revision: { 
/** 1 is the first */
revision: number; 
/** Block */
height: number; 
/** Epoch of the block */
epoch: number; 
/** Time of the block */
timeMs: number; 
/** Transaction */
transaction: string; class: "directive" | "policy" | "technical" | "meta"; kind: "directive" | "policy" | "treasury" | "upgrade" | "script" | "cancel"; 
/** Title */
title: string; 
/** Text, as Markdown */
text: string; payload: components['schemas']['Payload']; 
/** The payload as it was sent */
payloadBytes: string; 
/** Of the content */
root: string; 
/** Of the text */
textHash: string; 
/** Of the payload */
payloadHash: string }
    RpcRequest: ({ jsonrpc: "2.0"; id?: (string | number | null); 
/** One of the examples; others are refused */
method: string; params?: ((unknown)[] | { [name in string]: unknown }) } | ({ jsonrpc: "2.0"; id?: (string | number | null); 
/** One of the examples; others are refused */
method: string; params?: ((unknown)[] | { [name in string]: unknown }) })[])
    Rule: { 
/** Name of the rule */
name: string; 
/** A number, true or false, a word, or Rau in decimal digits */
value: number | string | boolean; 
/** Unit of the value; Rau: an amount */
unit: string; 
/** Class of proposals that may change it */
class: "policy" | "technical" | "meta"; type: "whole" | "amount" | "flag" | "choice" | "addresses" | "table"; 
/** What it is */
meaning: string; min: (string | null); max: (string | null); choices: ((string)[] | null); 
/** Value that is decided and not in force yet */
next: ({ 
/** A number, true or false, a word, or Rau in decimal digits */
value: number | string | boolean; 
/** First epoch with it */
fromEpoch: number } | null); 
/** How often it was changed since the beginning */
changes: number }
    RuleWithHistory: { 
/** Name of the rule */
name: string; 
/** A number, true or false, a word, or Rau in decimal digits */
value: number | string | boolean; 
/** Unit of the value; Rau: an amount */
unit: string; 
/** Class of proposals that may change it */
class: "policy" | "technical" | "meta"; type: "whole" | "amount" | "flag" | "choice" | "addresses" | "table"; 
/** What it is */
meaning: string; min: (string | null); max: (string | null); choices: ((string)[] | null); 
/** Value that is decided and not in force yet */
next: ({ 
/** A number, true or false, a word, or Rau in decimal digits */
value: number | string | boolean; 
/** First epoch with it */
fromEpoch: number } | null); 
/** How often it was changed since the beginning */
changes: number; history: ({ 
/** First epoch with the value */
fromEpoch: number; before: (string | null); 
/** Value as text */
value: string; 
/** Block that decided it; 0: the first state */
height: number; 
/** Time of that block */
timeMs: number; 
/** schedule: laid down in the first state; sunset: a proposal’s change ended */
source: "genesis" | "schedule" | "proposal" | "sunset"; proposal: (number | null); title: (string | null); proposer: (string | null) })[] }
    SearchResults: { 
/** What was searched for */
query: string; results: ({ kind: "delegate" | "proposal" | "account" | "block" | "transaction" | "epoch" | "bucket"; 
/** How its route calls it */
id: string; 
/** What it is called */
title: string; detail: (string | null) })[] }
    Seat: { 
/** Place in the election */
rank: number; delegate: components['schemas']['DelegateReference']; 
/** Its number in the draw */
registration: number; 
/** Votes in the election */
votesRau: string; 
/** Drawn to produce */
producer: boolean; produced: (number | null); missed: (number | null); signed: (number | null); absent: (number | null); unproductive: (boolean | null) }
    Session: { 
/** Who is signed in */
address: string; 
/** The same in the other form */
ioAddress: string; 
/** The delegate that it owns */
delegate: (components['schemas']['DelegateReference'] | null); 
/** May hide and show posts */
moderator: boolean; 
/** When the session ends */
expiresMs: number }
    Settlement: { 
/** Block */
height: number; 
/** For blocks */
blockRau: string; 
/** By votes */
epochRau: string; 
/** As bonus */
foundationRau: string; 
/** Of all that: not covered by the fund */
owedRau: string; 
/** Older debts paid */
debtsPaidRau: string; 
/** Taken from self-stakes */
slashedRau: string }
    SignIn: { message: string; signature: string }
    StreamEvent: ({ kind: "block"; 
/** Newest block */
height: number; 
/** Its hash */
hash: string; 
/** Its time */
timeMs: number; 
/** Its epoch */
epoch: number; producer: (components['schemas']['DelegateReference'] | null); 
/** Transactions in it */
transactions: number } | { kind: "ranking"; 
/** Block that changed votes, self-stakes, probation or who takes part */
height: number; 
/** Its epoch */
epoch: number; 
/** Whose; empty: anybody’s, read the ranking again */
delegates: (string)[] } | { kind: "epoch"; 
/** Block */
height: number; 
/** Epoch of which it is told */
epoch: number; 
/** It began, its set was elected, or its rewards were settled */
phase: "started" | "elected" | "settled" } | { kind: "proposal"; 
/** Block */
height: number; 
/** Number */
proposal: number; from: ("submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review" | null); 
/** State that it has now; null: something else came, as a revision, support, a ballot, an attestation or a report */
to: ("submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review" | null); reason: ("submitted" | "checks-passed" | "checks-failed" | "attested-red" | "revised" | "withdrawn-by-proposer" | "window-over" | "support-quorum" | "slot-free" | "late-flip" | "vote-over" | "no-quorum" | "no-majority" | "majority" | "queued" | "stale" | "timelock-over" | "guardian" | "counter-vote" | "ready-delegates" | "not-ready" | "activation-epoch" | "executed" | "not-executable" | "grace-over" | "assigned" | "progress" | "evidence" | "sent-back" | "accepted" | null) })
    Support: { 
/** Who supports */
account: string; 
/** The delegate that it owns */
delegate: (components['schemas']['DelegateReference'] | null); 
/** Revision that it supports */
revision: number; 
/** Stays when only the text is revised */
editorial: boolean; 
/** For the newest revision, and not withdrawn */
counts: boolean; 
/** Its aged power at the last boundary at which support was counted */
powerRau: string; 
/** Block */
height: number; 
/** Time of the block */
timeMs: number; 
/** Epoch of the block */
epoch: number; 
/** Transaction */
transaction: string; 
/** Taken back */
withdrawn: boolean }
    Thread: { 
/** What the thread is about: delegate:0x… or proposal:number */
subject: string; 
/** Name of the delegate, or title of the proposal */
title: string; 
/** Posts that are not hidden */
posts: number; 
/** Who wrote them */
authors: number; 
/** Questions without an answer */
openQuestions: number; updatedMs: (number | null) }
    Transaction: { 
/** Its hash */
hash: string; 
/** Block */
height: number; 
/** Time of the block */
timeMs: number; 
/** Epoch of the block */
epoch: number; 
/** Number in the block */
place: number; 
/** Number among those of its sender */
nonce: number; 
/** Sender */
from: string; to: (string | null); action: (string | null); 
/** Coins sent along */
valueRau: string; 
/** It did what it was to do */
status: boolean; outcome: (string | null); meaning: (string | null); 
/** Fee */
feeRau: string; 
/** Gas */
gasUsed: number }
    TransactionDetails: { 
/** Its hash */
hash: string; 
/** Block */
height: number; 
/** Time of the block */
timeMs: number; 
/** Epoch of the block */
epoch: number; 
/** Number in the block */
place: number; 
/** Number among those of its sender */
nonce: number; 
/** Sender */
from: string; to: (string | null); action: (string | null); 
/** Coins sent along */
valueRau: string; 
/** It did what it was to do */
status: boolean; outcome: (string | null); meaning: (string | null); 
/** Fee */
feeRau: string; 
/** Gas */
gasUsed: number; events: (components['schemas']['Event'])[] }
    Transition: { 
/** Number, from 0 on */
place: number; 
/** Block */
height: number; 
/** Epoch of the block */
epoch: number; 
/** Time of the block */
timeMs: number; from: ("submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review" | null); to: "submitted" | "rejected" | "support" | "lapsed" | "withdrawn" | "qualified" | "voting" | "extended" | "tallying" | "defeated" | "confirmed" | "timelocked" | "signalling" | "locked-in" | "ready" | "actioned" | "exec-failed" | "expired" | "timed-out" | "cancelled" | "assigned" | "in-progress" | "review"; reason: "submitted" | "checks-passed" | "checks-failed" | "attested-red" | "revised" | "withdrawn-by-proposer" | "window-over" | "support-quorum" | "slot-free" | "late-flip" | "vote-over" | "no-quorum" | "no-majority" | "majority" | "queued" | "stale" | "timelock-over" | "guardian" | "counter-vote" | "ready-delegates" | "not-ready" | "activation-epoch" | "executed" | "not-executable" | "grace-over" | "assigned" | "progress" | "evidence" | "sent-back" | "accepted"; transaction: (string | null) }
    Treasury: { 
/** In the community fund */
balanceRau: string; 
/** Due and not paid yet */
owedRau: string; 
/** Part of the epoch reward that goes into it, in thousandths */
sharePermille: number; streams: ({ 
/** Number */
stream: number; 
/** Proposal that decided it */
proposal: number; 
/** Who is paid */
to: string; 
/** At each boundary */
perEpochRau: string; 
/** How often still */
epochsLeft: number; 
/** Due and not paid */
owedRau: string; 
/** Paid so far */
paidRau: string; 
/** Stands still, by the rule `heldPayees` */
held: boolean })[] }
    TreasuryPayment: { 
/** Block */
height: number; 
/** Epoch of the block */
epoch: number; 
/** Time of the block */
timeMs: number; 
/** Proposal that decided it */
proposal: number; 
/** Stream that it belongs to */
stream: number; 
/** Who was paid */
to: string; 
/** Paid */
amountRau: string; 
/** Due and not paid */
owedRau: string; 
/** How often still */
epochsLeft: number }
    Voter: { 
/** Account */
owner: string; 
/** The same in the other form */
ioOwner: string; 
/** The delegate that it owns */
delegate: (components['schemas']['DelegateReference'] | null); 
/** Its buckets with this delegate */
buckets: number; 
/** Coins in them */
amountRau: string; 
/** Votes of them */
votesRau: string; 
/** Part of the votes of the delegate */
shareBps: number; 
/** Votes for it since then without a gap; 0: since the first state */
sinceEpoch: number }
  }
}
