-- Projections: made from the log, dropped and made again by `sinergi rebuild`. Days are numbers since 1970-01-01.
CREATE TABLE subject (
  kind       TEXT NOT NULL,
  id         @BLOB NOT NULL,
  handle     TEXT NOT NULL,
  title      TEXT NOT NULL,
  title_en   TEXT,
  path       TEXT NOT NULL,
  on_text    TEXT,                           -- when it happened, as precise as was said
  on_day     @INT NOT NULL,                  -- its last day, for order; 0 if not known, the least number if not described in public
  version    @INT NOT NULL,                  -- how many entries it has, hidden ones too
  hidden     @INT NOT NULL,                  -- how many of them are not public
  last_entry @INT NOT NULL,
  state      TEXT NOT NULL,                  -- the fold of its public entries, as JSON
  PRIMARY KEY (kind, id),
  UNIQUE (kind, handle)
) @STRICT;
CREATE INDEX subject_newest ON subject (kind, on_day DESC, id DESC);

CREATE TABLE organization (
  id     @BLOB NOT NULL PRIMARY KEY,
  kind   TEXT NOT NULL,
  region TEXT,                               -- the Kemendagri code of a government
  UNIQUE (region)
) @STRICT;

CREATE TABLE commitment (
  id               @BLOB NOT NULL PRIMARY KEY,
  made_day         @INT NOT NULL,
  due_text         TEXT,
  due_day          @INT,
  kept_from        @INT,
  audited_from     @INT,
  broken_from      @INT,
  withdrawn        @INT NOT NULL,
  silent_from      @INT,
  no_evidence_from @INT,
  at_risk_from     @INT,
  late_from        @INT,
  last_word        @INT,
  running          TEXT NOT NULL
) @STRICT;
-- In the order of lists, with all that decides a family: lists and counts read this and not the table.
CREATE INDEX commitment_newest ON commitment (made_day DESC, id DESC, kept_from, broken_from, silent_from, late_from, at_risk_from, last_word);

CREATE TABLE owner (
  organization @BLOB NOT NULL,
  commitment   @BLOB NOT NULL,
  PRIMARY KEY (organization, commitment)
) @STRICT;

CREATE TABLE link (                          -- who points at whom
  to_kind   TEXT NOT NULL,
  to_id     @BLOB NOT NULL,
  from_kind TEXT NOT NULL,
  from_day  @INT NOT NULL,
  from_id   @BLOB NOT NULL,
  PRIMARY KEY (to_kind, to_id, from_kind, from_day, from_id)
) @STRICT;
