/**
 * Step 1: what is recorded.
 *
 * The id of an event tells its run and its place in that run, so that events lie in the file in the
 * order in which they are read. Most columns are computed from the body when they are asked for:
 * they cannot differ from it, and cost nothing to write. What a driver writes most often, events, is
 * one row of one table; `elapsed_ms` is the time for which drivers had worked on the run by then.
 */
export const tables: string = `
CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  started_at_ms REAL NOT NULL,
  elapsed_ms REAL NOT NULL
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL GENERATED ALWAYS AS (id >> 32) VIRTUAL,
  seq INTEGER NOT NULL GENERATED ALWAYS AS (id & 0xffffffff) VIRTUAL,
  at_ms ANY GENERATED ALWAYS AS (body ->> '$.atMs') VIRTUAL,
  type ANY GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  trial_index ANY GENERATED ALWAYS AS (body ->> '$.index') VIRTUAL,
  attempt ANY GENERATED ALWAYS AS (body ->> '$.attempt') VIRTUAL,
  elapsed_ms REAL NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events BEGIN
  SELECT raise(ABORT, 'events are never changed');
END;

CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN
  SELECT raise(ABORT, 'events are never removed');
END;

CREATE TABLE requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL,
  left_at_ms REAL NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE lease (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  token TEXT NOT NULL,
  counter INTEGER NOT NULL,
  host TEXT NOT NULL,
  boot_id TEXT NOT NULL,
  pid_namespace TEXT NOT NULL,
  pid INTEGER NOT NULL,
  process_start TEXT NOT NULL,
  acquired_at_ms REAL NOT NULL,
  renewed_at_ms REAL NOT NULL
) STRICT;
`;
