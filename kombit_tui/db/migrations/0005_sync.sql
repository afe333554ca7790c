-- What sync needs to know between runs: which collection a record is in, attempts whose answer is not
-- known, what the server refused, conflicts, how far each collection is read, and the last runs.
ALTER TABLE sync_state ADD COLUMN collection VARCHAR NOT NULL DEFAULT 'data';
ALTER TABLE sync_state ADD COLUMN merged_at VARCHAR;
ALTER TABLE sync_state ADD COLUMN former JSON;
ALTER TABLE sync_state ADD COLUMN unread JSON;
CREATE INDEX ix_sync_state_merged_at ON sync_state (merged_at) WHERE merged_at IS NOT NULL;

-- Data about people is in a collection of its own. A view that is not shared stays at home, and so
-- does everything until a municipality is chosen.
UPDATE sync_state SET collection = 'fortroligt' WHERE kind IN ('person', 'assignment');
UPDATE sync_state SET dirty = 0
    WHERE bucket = 'kommune-0000'
    OR kind = 'view' AND id NOT IN (SELECT id FROM "view" WHERE shared = 1);

CREATE TABLE sync_attempt (
    id VARCHAR NOT NULL,
    op VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    body JSON,
    if_match INTEGER,
    made_at VARCHAR NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE sync_refusal (
    id VARCHAR NOT NULL,
    status INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    content JSON,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE sync_conflict (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    sort VARCHAR NOT NULL,
    "before" JSON,
    mine JSON,
    theirs JSON,
    mine_by VARCHAR,
    mine_at VARCHAR,
    theirs_by VARCHAR,
    theirs_at VARCHAR,
    found_at VARCHAR NOT NULL,
    decided_at VARCHAR,
    decision VARCHAR,
    decided_in VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_sync_conflict_record_id ON sync_conflict (record_id);

CREATE TABLE sync_feed (
    bucket VARCHAR NOT NULL,
    collection VARCHAR NOT NULL,
    cursor INTEGER NOT NULL,
    epoch VARCHAR,
    state VARCHAR NOT NULL,
    reconciling VARCHAR,
    reconcile_cursor INTEGER NOT NULL,
    compared_at VARCHAR,
    ok_at VARCHAR,
    PRIMARY KEY (bucket, collection)
);

CREATE TABLE sync_snapshot (
    bucket VARCHAR NOT NULL,
    collection VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    lm INTEGER NOT NULL,
    body JSON,
    PRIMARY KEY (bucket, collection, id)
);

CREATE TABLE sync_run (
    seq INTEGER NOT NULL,
    started_at VARCHAR NOT NULL,
    ended_at VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    pulled INTEGER NOT NULL,
    pushed INTEGER NOT NULL,
    merged INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    message VARCHAR,
    PRIMARY KEY (seq)
);
