-- What is not on chain: sign-ins and discussion. Rows belong to a network by the hash of its first state, and stay when the index is made again.
create schema forum;

create table forum.nonces (
  hash text collate "C" primary key,
  expires_ms bigint not null
);
create index nonces_expires on forum.nonces (expires_ms);

create table forum.sessions (
  token_hash text collate "C" primary key,
  genesis_hash text collate "C" not null,
  address text collate "C" not null,
  created_ms bigint not null,
  expires_ms bigint not null
);
create index sessions_expires on forum.sessions (expires_ms);

create table forum.posts (
  id integer generated always as identity primary key,
  genesis_hash text collate "C" not null,
  subject text collate "C" not null,
  parent integer references forum.posts (id),
  kind text collate "C" not null,
  author text collate "C" not null,
  relation text collate "C" not null,
  relation_since_epoch integer,
  relation_power_rau numeric(78,0),
  relation_height bigint not null,
  newcomer boolean not null,
  version integer not null,
  text text not null,
  text_hash text collate "C" not null,
  created_ms bigint not null,
  edited_ms bigint,
  hidden_reason text,
  hidden_by text collate "C",
  hidden_ms bigint
);
create index posts_subject on forum.posts (genesis_hash, subject, id);
create index posts_author on forum.posts (genesis_hash, author, created_ms desc);
create index posts_parent on forum.posts (parent) where parent is not null;

create table forum.post_versions (
  post integer not null references forum.posts (id),
  version integer not null,
  text text not null,
  text_hash text collate "C" not null,
  created_ms bigint not null,
  primary key (post, version)
);

create table forum.reactions (
  post integer not null references forum.posts (id),
  author text collate "C" not null,
  reaction text collate "C" not null,
  created_ms bigint not null,
  primary key (post, author, reaction)
);

create table forum.reports (
  id integer generated always as identity primary key,
  genesis_hash text collate "C" not null,
  post integer not null references forum.posts (id),
  author text collate "C" not null,
  reason text collate "C" not null,
  text text not null,
  created_ms bigint not null,
  unique (post, author)
);
create index reports_author on forum.reports (genesis_hash, author, created_ms desc);

create table forum.moderation (
  id integer generated always as identity primary key,
  genesis_hash text collate "C" not null,
  post integer not null references forum.posts (id),
  action text collate "C" not null,
  reason text not null,
  moderator text collate "C" not null,
  text_hash text collate "C" not null,
  created_ms bigint not null
);
