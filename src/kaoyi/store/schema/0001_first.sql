-- The first form of the record. Key columns are sequential numbers given by the writer and never used twice.
-- Types in braces are spelled by the database in use (store/dialect.py). Booleans are 0 and 1.

create table meta (name {text} primary key, value {text} not null);

-- Folders and files that were asked for, as absolute paths.
create table sources (path {text} primary key, folder integer not null);

-- Every file met: what stood on disk when it was last read, and what came of it (read, failed, removed).
create table files (
    file {key}, path {text} not null unique, source {text} not null, name {text} not null, size {key_type} not null,
    modified {key_type} not null, sha256 {text} not null, state {text} not null, reason {text} not null, stamp {text} not null
);

-- A new version of a document is a new row with a new key, so the full-text index never mistakes one for the other.
create table documents (
    document {key}, file {key_type} not null, name {text} not null unique, sha256 {text} not null, kind {text} not null,
    encoding {text} not null, base {key_type} not null, title {text}, outlet {text}, author {text}, url {text}, published {text},
    updated {text}, since {text}, until {text}, length integer not null, figures integer not null, happenings integer not null,
    failing integer not null, tool {text} not null
);
create index documents_file on documents (file);
create index documents_since on documents (since);

-- The document itself, what was recognised in it, and what tells copies and versions apart; packed.
create table bodies (document {key}, body {blob} not null, mentions {blob} not null, facts {blob} not null);

create table claims (
    claim {key}, document {key_type} not null, id {text} not null unique, start {key_type} not null, measure {text} not null,
    unit {text} not null, subject {text}, agent {text}, speaker {text}, modality {text} not null, event {text}, place {text},
    since {text}, until {text}, low {real}, high {real}, compared {text}, json {blob} not null
);
create index claims_document on claims (document);
create index claims_measure on claims (measure, subject);
create index claims_event on claims (event);
create index claims_since on claims (since, until);
create index claims_compared on claims (compared);

-- Who says so: the chain of every claim and event statement (statement = 'claim' or 'event'), nearest first.
create table attributions (
    document {key_type} not null, statement {text} not null, number {key_type} not null, position integer not null,
    name {text} not null, mention {text}, cue {text}
);
create index attributions_document on attributions (document, statement, number, position, name);
create index attributions_name on attributions (statement, name, number, position, document);

create table events (
    event {key}, document {key_type} not null, id {text} not null unique, start {key_type} not null, kind {text} not null,
    name {text}, place {text}, since {text}, until {text}, parent {text}, happening {text}, speaker {text}, modality {text} not null,
    json {blob} not null
);
create index events_document on events (document);
create index events_since on events (since, until, happening);
create index events_name on events (name);
create index events_happening on events (happening);

create table participants (document {key_type} not null, event {key_type} not null, role {text} not null, actor {text} not null);
create index participants_document on participants (document);
create index participants_actor on participants (actor);

create table relations (
    relation {key}, document {key_type} not null, id {text} not null unique, start {key_type} not null,
    subject {text} not null, kind {text} not null, object {text} not null, since {text}, until {text}, speaker {text},
    modality {text} not null, json {blob} not null
);
create index relations_document on relations (document);
create index relations_subject on relations (subject, kind, object, document, since, until);
create index relations_object on relations (object);

create table audits (
    audit {key}, document {key_type} not null, id {text} not null unique, start {key_type} not null, kind {text} not null,
    verdict {text} not null, json {blob} not null
);
create index audits_document on audits (document);
create index audits_verdict on audits (verdict);

-- How often a document names a thing; one row for each name and kind.
create table appearances (
    document {key_type} not null, actor {text}, name {text} not null, kind {text} not null, owner {text}, times integer not null
);
create index appearances_document on appearances (document);
create index appearances_name on appearances (name, kind, times, actor, owner);

-- Disputes and agreements (kind = 'agreement'), made anew from the claims they rest on.
create table disputes (
    dispute {key}, id {text} not null unique, compared {text} not null, measure {text} not null, subject {text}, event {text},
    since {text}, until {text}, kind {text} not null, spread {real}, voices integer not null, accounts integer not null,
    attention {real} not null, json {blob} not null
);
create index disputes_compared on disputes (compared);
create index disputes_attention on disputes (attention);
create index disputes_measure on disputes (measure, subject);

create table disputed (dispute {key_type} not null, account integer not null, claim {text} not null);
create index disputed_dispute on disputed (dispute);
create index disputed_claim on disputed (claim);

-- Keys under which an event statement may be one happening with others.
create table joins (document {key_type} not null, event {key_type} not null, shared {text} not null);
create index joins_document on joins (document);
create index joins_shared on joins (shared);
create index joins_event on joins (event);

-- What gained or lost a member since its disputes were made: documents whose claims are in no group yet (kind =
-- 'document'), groups of claims ('group') and happenings ('happening').
create table stale (kind {text} not null, name {text} not null);

create table families (id {text} not null, document {text} not null, kind {text} not null, why {text} not null);
create index families_id on families (id);
create index families_document on families (document);

-- What a person took, and why. Rows are only ever added; the database itself refuses anything else.
create table verdicts (
    verdict {key}, id {text} not null unique, dispute {text} not null, measure {text} not null, subject {text}, event {text},
    supersedes {text}, json {blob} not null
);
create index verdicts_dispute on verdicts (dispute);
create index verdicts_measure on verdicts (measure, subject, event);
