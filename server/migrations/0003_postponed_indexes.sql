-- Indexes that a large import has taken away and makes again at its end: see Tx::postpone_indexes.
CREATE TABLE postponed_indexes (
  name      TEXT PRIMARY KEY,
  statement TEXT NOT NULL
);
