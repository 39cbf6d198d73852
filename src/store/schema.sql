-- SPDX-License-Identifier: Apache-2.0
--
-- The archive, schema version 1. Embedded into the program at build time; every column is explained in
-- doc/formats/store.md. Tables may change with the version; the views v1_* are for users and stay.
-- Days are counted from 1970-01-01, times are Unix seconds, offsets are code points of the text as given.
-- Owner: src/store. A change here needs a new version and a step in migrations.cpp.

-- ---- what repeats is stored once ----

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

CREATE TABLE edition (
  id INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  models TEXT NOT NULL,
  ontology TEXT NOT NULL,
  UNIQUE (engine, models, ontology)
);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE side (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE
);
INSERT INTO side (id, code) VALUES (0, '');

CREATE TABLE actor (
  id INTEGER PRIMARY KEY,
  name TEXT,
  code TEXT NOT NULL,
  country TEXT NOT NULL,
  sectors TEXT NOT NULL,
  key TEXT NOT NULL,
  side INTEGER NOT NULL REFERENCES side (id)
);
CREATE INDEX actor_name ON actor (name COLLATE NOCASE) WHERE name IS NOT NULL;
CREATE INDEX actor_nameless ON actor (code) WHERE name IS NULL;
CREATE INDEX actor_code ON actor (code);

CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  admin1 TEXT NOT NULL,
  lat REAL,
  lon REAL,
  key TEXT NOT NULL,
  precision TEXT NOT NULL
);
CREATE INDEX place_name ON place (name COLLATE NOCASE);
CREATE VIRTUAL TABLE place_box USING rtree (id, lat_min, lat_max, lon_min, lon_max);

CREATE TABLE date_value (
  id INTEGER PRIMARY KEY,
  edtf TEXT NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  grain TEXT NOT NULL,
  candidates TEXT
);
CREATE INDEX date_value_edtf ON date_value (edtf);

CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  modes TEXT NOT NULL,
  contexts TEXT NOT NULL,
  cameo TEXT NOT NULL,
  score REAL NOT NULL
);

CREATE TABLE stance (
  id INTEGER PRIMARY KEY,
  polarity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  status TEXT NOT NULL,
  standing INTEGER NOT NULL
);

CREATE TABLE manner (
  id INTEGER PRIMARY KEY,
  source_kind TEXT NOT NULL,
  cue_class TEXT NOT NULL,
  form TEXT NOT NULL,
  channel TEXT NOT NULL
);

-- ---- documents ----

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  content INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source (id),
  name TEXT NOT NULL,
  url TEXT,
  title TEXT,
  lang TEXT NOT NULL,
  published INTEGER REFERENCES date_value (id),
  notes TEXT,
  edition INTEGER NOT NULL REFERENCES edition (id),
  added_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  in_step INTEGER NOT NULL,
  first_sentence INTEGER NOT NULL,
  sentences INTEGER NOT NULL,
  first_event INTEGER NOT NULL,
  events INTEGER NOT NULL,
  first_statement INTEGER NOT NULL,
  statements INTEGER NOT NULL
);
CREATE UNIQUE INDEX document_key ON document (key);

CREATE TABLE document_text (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  text TEXT NOT NULL
);

CREATE TABLE wording (
  document INTEGER NOT NULL REFERENCES document (id),
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (document, start, length)
) WITHOUT ROWID;

CREATE TABLE sentence (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  kind INTEGER NOT NULL
);

CREATE TABLE mention (
  document INTEGER NOT NULL REFERENCES document (id),
  ordinal INTEGER NOT NULL,
  type INTEGER NOT NULL REFERENCES term (id),
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  actor INTEGER REFERENCES actor (id),
  actor_start INTEGER,
  actor_length INTEGER,
  place INTEGER REFERENCES place (id),
  place_start INTEGER,
  place_length INTEGER,
  date INTEGER REFERENCES date_value (id),
  date_start INTEGER,
  date_length INTEGER,
  PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;

-- ---- events ----

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  key NOT NULL,
  act INTEGER NOT NULL REFERENCES act (id),
  stance INTEGER NOT NULL REFERENCES stance (id),
  date INTEGER REFERENCES date_value (id),
  date_start INTEGER,
  date_length INTEGER,
  place INTEGER REFERENCES place (id),
  place_start INTEGER,
  place_length INTEGER,
  confidence INTEGER,
  derivation TEXT
);
CREATE INDEX event_key ON event (key);

CREATE TABLE event_party (
  event INTEGER NOT NULL REFERENCES event (id),
  role INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  actor INTEGER REFERENCES actor (id),
  start INTEGER,
  length INTEGER,
  PRIMARY KEY (event, role, ordinal)
) WITHOUT ROWID;

CREATE TABLE evidence (
  event INTEGER NOT NULL REFERENCES event (id),
  ordinal INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  PRIMARY KEY (event, ordinal)
) WITHOUT ROWID;

CREATE TABLE attribution (
  event INTEGER NOT NULL REFERENCES event (id),
  ordinal INTEGER NOT NULL,
  manner INTEGER NOT NULL REFERENCES manner (id),
  source INTEGER REFERENCES actor (id),
  source_start INTEGER,
  source_length INTEGER,
  cue_start INTEGER,
  cue_length INTEGER,
  cue_lemma INTEGER REFERENCES term (id),
  relay INTEGER REFERENCES actor (id),
  relay_start INTEGER,
  relay_length INTEGER,
  PRIMARY KEY (event, ordinal)
) WITHOUT ROWID;

-- ---- statements ----

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  key NOT NULL,
  manner INTEGER NOT NULL REFERENCES manner (id),
  cue_start INTEGER,
  cue_length INTEGER,
  cue_lemma INTEGER REFERENCES term (id),
  content_start INTEGER,
  content_length INTEGER,
  content_more TEXT
);

CREATE TABLE statement_scene (
  statement INTEGER PRIMARY KEY REFERENCES statement (id),
  date INTEGER REFERENCES date_value (id),
  date_start INTEGER,
  date_length INTEGER,
  place INTEGER REFERENCES place (id),
  place_start INTEGER,
  place_length INTEGER
);

CREATE TABLE statement_party (
  statement INTEGER NOT NULL REFERENCES statement (id),
  role INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actor (id),
  start INTEGER,
  length INTEGER,
  PRIMARY KEY (statement, role, ordinal)
) WITHOUT ROWID;
CREATE INDEX statement_speaker ON statement_party (actor) WHERE role = 0;

CREATE TABLE statement_event (
  statement INTEGER NOT NULL REFERENCES statement (id),
  ordinal INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES event (id),
  PRIMARY KEY (statement, ordinal)
) WITHOUT ROWID;

-- ---- for fast answers; all of it follows from the tables above ----

CREATE TABLE pair_event (
  a INTEGER NOT NULL REFERENCES side (id),
  b INTEGER NOT NULL REFERENCES side (id),
  day INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES event (id),
  actor_a INTEGER NOT NULL,
  actor_b INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  type INTEGER NOT NULL REFERENCES term (id),
  standing INTEGER NOT NULL,
  PRIMARY KEY (a, b, day, event, actor_a, actor_b)
) WITHOUT ROWID;

CREATE TABLE pair_day (
  a INTEGER NOT NULL REFERENCES side (id),
  b INTEGER NOT NULL REFERENCES side (id),
  day INTEGER NOT NULL,
  type INTEGER NOT NULL REFERENCES term (id),
  standing INTEGER NOT NULL,
  events INTEGER NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (a, b, day, type, standing)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
  lemmas, content = '', columnsize = 0, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE form (
  form TEXT NOT NULL,
  lemma TEXT NOT NULL,
  PRIMARY KEY (form, lemma)
) WITHOUT ROWID;

-- ---- what articles tell together; written by src/story, can be made anew at any time ----

CREATE TABLE document_copy (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  fingerprint INTEGER NOT NULL,
  copy_group INTEGER NOT NULL
);
CREATE INDEX document_copy_group ON document_copy (copy_group);

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  act INTEGER NOT NULL REFERENCES act (id),
  stance INTEGER NOT NULL REFERENCES stance (id),
  first_day INTEGER,
  last_day INTEGER,
  grain TEXT NOT NULL,
  place INTEGER REFERENCES place (id),
  reports INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  disputed TEXT,
  updated_at INTEGER NOT NULL
);
CREATE INDEX story_key ON story (key);

CREATE TABLE story_event (
  event INTEGER PRIMARY KEY REFERENCES event (id),
  story INTEGER NOT NULL REFERENCES story (id),
  reason TEXT
);
CREATE INDEX story_event_story ON story_event (story);

-- ---- housekeeping ----

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counter (name, next) VALUES ('document', 1), ('sentence', 1), ('event', 1), ('statement', 1), ('change', 1);

CREATE TABLE tombstone (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key NOT NULL,
  document INTEGER NOT NULL,
  deleted_at INTEGER NOT NULL
);

-- ---- views for users ----

CREATE VIEW v1_source AS
SELECT s.id AS source_id, s.name, count(d.id) AS documents, max(d.updated_at) AS updated_at
FROM source s LEFT JOIN document d ON d.source = s.id GROUP BY s.id;

CREATE VIEW v1_actor AS
SELECT a.id AS actor_id, a.name, a.code, nullif(a.country, '') AS country, a.sectors, nullif(a.key, '') AS key,
       s.code AS side
FROM actor a JOIN side s ON s.id = a.side;

CREATE VIEW v1_place AS
SELECT id AS place_id, nullif(name, '') AS name, nullif(country, '') AS country, nullif(admin1, '') AS admin1, lat, lon,
       nullif(key, '') AS key, precision
FROM place;

CREATE VIEW v1_document AS
SELECT d.id AS document_id, d.name AS id, d.title, d.url, nullif(s.name, '') AS publisher, nullif(d.lang, '') AS lang,
       p.edtf AS published, date(p.first_day * 86400, 'unixepoch') AS published_first,
       date(p.last_day * 86400, 'unixepoch') AS published_last, coalesce(d.notes, '[]') AS notes,
       printf('%016x', d.content) AS content_hash, e.engine, e.models, e.ontology,
       datetime(d.added_at, 'unixepoch') AS added_at, datetime(d.updated_at, 'unixepoch') AS updated_at,
       d.sentences, d.events, d.statements, t.text
FROM document d
JOIN source s ON s.id = d.source
JOIN edition e ON e.id = d.edition
LEFT JOIN date_value p ON p.id = d.published
LEFT JOIN document_text t ON t.document = d.id;

CREATE VIEW v1_sentence AS
SELECT x.id AS sentence_id, x.document AS document_id, x.id - d.first_sentence AS sentence, x.start,
       x.start + x.length AS "end", CASE x.kind WHEN 0 THEN 'prose' WHEN 1 THEN 'heading' ELSE 'caption' END AS kind,
       CASE WHEN d.in_step THEN substr(t.text, x.start + 1, x.length)
       ELSE (SELECT w.text FROM wording w WHERE w.document = x.document AND w.start = x.start AND w.length = x.length)
       END AS text
FROM sentence x
JOIN document d ON d.id = x.document
LEFT JOIN document_text t ON t.document = x.document;

CREATE VIEW v1_event AS
SELECT e.id AS event_id, CASE typeof(e.key) WHEN 'integer' THEN printf('%016x', e.key) ELSE e.key END AS id,
       e.document AS document_id, d.name AS doc, a.type, a.modes, a.contexts, a.cameo, a.score, w.edtf AS date,
       date(w.first_day * 86400, 'unixepoch') AS first_day, date(w.last_day * 86400, 'unixepoch') AS last_day,
       nullif(w.grain, '') AS grain, nullif(p.name, '') AS place, nullif(p.country, '') AS place_country, p.lat, p.lon,
       p.precision AS place_precision, e.place AS place_id, s.polarity, s.certainty, s.status,
       e.confidence / 1000.0 AS confidence,
       (SELECT json_group_array(t.text) FROM json_each('[' || replace(e.derivation, ' ', ',') || ']') j
        JOIN term t ON t.id = j.value) AS derivation,
       v.story AS story_id, datetime(d.updated_at, 'unixepoch') AS updated_at
FROM event e
JOIN document d ON d.id = e.document
JOIN act a ON a.id = e.act
JOIN stance s ON s.id = e.stance
LEFT JOIN date_value w ON w.id = e.date
LEFT JOIN place p ON p.id = e.place
LEFT JOIN story_event v ON v.event = e.id;

CREATE VIEW v1_event_party AS
SELECT x.event AS event_id, CASE x.role WHEN 0 THEN 'actor' WHEN 1 THEN 'recipient' ELSE 'about' END AS role, x.ordinal,
       x.actor AS actor_id, x.start, x.start + x.length AS "end",
       CASE WHEN d.in_step THEN substr(t.text, x.start + 1, x.length)
       ELSE (SELECT w.text FROM wording w WHERE w.document = d.id AND w.start = x.start AND w.length = x.length)
       END AS text, a.name, a.code, nullif(a.country, '') AS country
FROM event_party x
JOIN event e ON e.id = x.event
JOIN document d ON d.id = e.document
LEFT JOIN document_text t ON t.document = d.id
LEFT JOIN actor a ON a.id = x.actor;

CREATE VIEW v1_evidence AS
SELECT x.event AS event_id, x.ordinal, d.id AS document_id, x.sentence, s.start, s.start + s.length AS "end",
       CASE WHEN d.in_step THEN substr(t.text, s.start + 1, s.length)
       ELSE (SELECT w.text FROM wording w WHERE w.document = d.id AND w.start = s.start AND w.length = s.length)
       END AS text, x.start AS trigger_start, x.start + x.length AS trigger_end,
       CASE WHEN d.in_step THEN substr(t.text, x.start + 1, x.length)
       ELSE (SELECT w.text FROM wording w WHERE w.document = d.id AND w.start = x.start AND w.length = x.length)
       END AS "trigger"
FROM evidence x
JOIN event e ON e.id = x.event
JOIN document d ON d.id = e.document
LEFT JOIN sentence s ON s.id = d.first_sentence + x.sentence AND s.document = d.id
LEFT JOIN document_text t ON t.document = d.id;

CREATE VIEW v1_attribution AS
SELECT x.event AS event_id, x.ordinal, x.source AS actor_id, a.name AS source, a.code AS source_code,
       x.source_start, x.source_start + x.source_length AS source_end, m.source_kind, m.cue_class, m.form, m.channel,
       x.cue_start, x.cue_start + x.cue_length AS cue_end, l.text AS cue_lemma, x.relay AS relay_actor_id,
       r.name AS relay, r.code AS relay_code
FROM attribution x
JOIN manner m ON m.id = x.manner
LEFT JOIN actor a ON a.id = x.source
LEFT JOIN actor r ON r.id = x.relay
LEFT JOIN term l ON l.id = x.cue_lemma;

CREATE VIEW v1_statement AS
SELECT x.id AS statement_id, CASE typeof(x.key) WHEN 'integer' THEN printf('%016x', x.key) ELSE x.key END AS id,
       x.document AS document_id, d.name AS doc, m.source_kind, m.cue_class, m.form, m.channel, x.cue_start,
       x.cue_start + x.cue_length AS cue_end, l.text AS cue_lemma, x.content_start,
       x.content_start + x.content_length AS content_end,
       CASE WHEN d.in_step THEN substr(t.text, x.content_start + 1, x.content_length)
       ELSE (SELECT w.text FROM wording w
             WHERE w.document = d.id AND w.start = x.content_start AND w.length = x.content_length)
       END AS content, x.content_more, w.edtf AS date, p.name AS place,
       datetime(d.updated_at, 'unixepoch') AS updated_at
FROM statement x
JOIN document d ON d.id = x.document
JOIN manner m ON m.id = x.manner
LEFT JOIN document_text t ON t.document = d.id
LEFT JOIN term l ON l.id = x.cue_lemma
LEFT JOIN statement_scene c ON c.statement = x.id
LEFT JOIN date_value w ON w.id = c.date
LEFT JOIN place p ON p.id = c.place;

CREATE VIEW v1_statement_party AS
SELECT x.statement AS statement_id,
       CASE x.role WHEN 0 THEN 'speaker' WHEN 1 THEN 'addressee' WHEN 2 THEN 'about' ELSE 'relay' END AS role, x.ordinal,
       x.actor AS actor_id, x.start, x.start + x.length AS "end",
       CASE WHEN d.in_step THEN substr(t.text, x.start + 1, x.length)
       ELSE (SELECT w.text FROM wording w WHERE w.document = d.id AND w.start = x.start AND w.length = x.length)
       END AS text, a.name, a.code, nullif(a.country, '') AS country
FROM statement_party x
JOIN statement s ON s.id = x.statement
JOIN document d ON d.id = s.document
LEFT JOIN document_text t ON t.document = d.id
JOIN actor a ON a.id = x.actor;

CREATE VIEW v1_statement_event AS
SELECT statement AS statement_id, ordinal, event AS event_id FROM statement_event;

CREATE VIEW v1_mention AS
SELECT x.document AS document_id, x.ordinal, y.text AS type, x.start, x.start + x.length AS "end",
       CASE WHEN d.in_step THEN substr(t.text, x.start + 1, x.length)
       ELSE (SELECT w.text FROM wording w WHERE w.document = d.id AND w.start = x.start AND w.length = x.length)
       END AS text, x.actor AS actor_id, x.place AS place_id, v.edtf AS date
FROM mention x
JOIN document d ON d.id = x.document
JOIN term y ON y.id = x.type
LEFT JOIN document_text t ON t.document = d.id
LEFT JOIN date_value v ON v.id = x.date;

CREATE VIEW v1_pair_day AS
SELECT x.code AS a, y.code AS b, date(nullif(p.day, -1000000) * 86400, 'unixepoch') AS day, t.text AS type,
       CASE p.standing WHEN 0 THEN 'happened' WHEN 1 THEN 'intended' WHEN 2 THEN 'hypothetical' ELSE 'denied' END
       AS standing, p.events, p.score
FROM pair_day p
JOIN side x ON x.id = p.a
JOIN side y ON y.id = p.b
JOIN term t ON t.id = p.type;

CREATE VIEW v1_story AS
SELECT s.id AS story_id, printf('%016x', s.key) AS id, a.type, a.modes, a.cameo, a.score, t.polarity, t.certainty, t.status,
       date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day,
       nullif(s.grain, '') AS grain, p.name AS place, s.reports, s.sources, s.disputed,
       datetime(s.updated_at, 'unixepoch') AS updated_at
FROM story s
JOIN act a ON a.id = s.act
JOIN stance t ON t.id = s.stance
LEFT JOIN place p ON p.id = s.place;

CREATE VIEW v1_story_event AS
SELECT story AS story_id, event AS event_id, reason FROM story_event;

CREATE VIEW v1_tombstone AS
SELECT id AS tombstone_id, kind, CASE typeof(key) WHEN 'integer' THEN printf('%016x', key) ELSE key END AS "key",
       document AS document_id, datetime(deleted_at, 'unixepoch') AS deleted_at
FROM tombstone;
