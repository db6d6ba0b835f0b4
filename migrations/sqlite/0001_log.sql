-- The log: the truth. Everything else in this database is made from these tables.
CREATE TABLE entry (
  idx        @INT NOT NULL PRIMARY KEY,      -- the entry's number, from 0, without gaps
  at         @INT NOT NULL,                  -- microseconds since 1970, never decreasing
  leaf       @BLOB NOT NULL,                 -- the entry's bytes
  about_kind TEXT NOT NULL,
  about_id   @BLOB NOT NULL,
  seq        @INT NOT NULL,                  -- the entry's place within its subject
  kind       TEXT NOT NULL,                  -- the event's kind
  UNIQUE (about_kind, about_id, seq)
) @STRICT;

CREATE TABLE body (
  idx      @INT NOT NULL PRIMARY KEY,
  standing @INT NOT NULL,                    -- 0 public, 1 kept back, 2 erased (bytes are gone)
  bytes    @BLOB NOT NULL
) @STRICT;

CREATE TABLE tile (
  level  @INT NOT NULL,
  idx    @INT NOT NULL,
  hashes @BLOB NOT NULL,                     -- 256 hashes of 32 bytes; partial tiles are computed
  PRIMARY KEY (level, idx)
) @STRICT;

CREATE TABLE head (
  id         @INT NOT NULL PRIMARY KEY,      -- always 1
  size       @INT NOT NULL,
  at         @INT NOT NULL,
  edge       @BLOB NOT NULL,                 -- the partial tiles at the tree's right edge
  checkpoint TEXT NOT NULL                   -- the signed note over this size
) @STRICT;
