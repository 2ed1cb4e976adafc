-- A text as people were asked to agree to it: never changed, a new one is a new version.
create table consents.document (
  tenant_id uuid not null,
  document_id uuid not null,
  purpose text not null,
  text_version text not null check (text_version <> ''),
  language text not null check (language in ('zh-CN', 'en', 'ko')),
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  sha256 bytea not null,
  published_at timestamptz not null,
  -- The staff member or key; null for what came with the program.
  published_by uuid,
  primary key (tenant_id, document_id),
  constraint document_version_key unique (tenant_id, purpose, text_version, language)
);

-- One row for every yes and every no, in the order in which they were said.
alter table consents.consent
  rename column granted_at to recorded_at;
alter table consents.consent
  drop constraint consent_pkey,
  add column consent_id uuid,
  add column action text not null default 'granted' check (action in ('granted', 'withdrawn')),
  add column language text check (language in ('zh-CN', 'en', 'ko')),
  add column document_id uuid,
  -- Of the text that was shown; null when the text is not kept here.
  add column text_sha256 bytea,
  add column actor text not null default 'member' check (actor in ('member', 'staff', 'api_key', 'system')),
  add column actor_id uuid,
  add column ip text,
  -- Keyed hash of the address: the proof holds it, so that the address can be erased and the proof still checked.
  add column ip_digest bytea,
  -- SHA-256 over all of the above and the proof before it.
  add column proof bytea;
update consents.consent
set consent_id = md5(tenant_id::text || member_id || purpose || recorded_at)::uuid, actor_id = member_id;
alter table consents.consent
  alter column consent_id set not null,
  alter column action drop default,
  alter column actor drop default,
  add primary key (tenant_id, consent_id);
create index consent_by_member on consents.consent (tenant_id, member_id, purpose, consent_id);

-- What counts now, so that nobody has to read a history to know.
create table consents.standing (
  tenant_id uuid not null,
  member_id uuid not null,
  purpose text not null,
  state text not null check (state in ('granted', 'withdrawn')),
  text_version text not null,
  consent_id uuid not null,
  since timestamptz not null,
  primary key (tenant_id, member_id, purpose)
);
create index standing_by_purpose on consents.standing (tenant_id, purpose, state, text_version);
insert into consents.standing (tenant_id, member_id, purpose, state, text_version, consent_id, since)
select distinct on (tenant_id, member_id, purpose) tenant_id, member_id, purpose, 'granted', text_version, consent_id, recorded_at
from consents.consent order by tenant_id, member_id, purpose, recorded_at desc;
