-- Version 1: every record, the journal, the sync state, and the search tables.
-- Never edited once released: a change is a new file. A test holds it against db.models.

CREATE TABLE agenda_item (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    meeting VARCHAR,
    position INTEGER,
    title VARCHAR,
    start VARCHAR,
    "end" VARCHAR,
    presenters JSON,
    presenter_titles JSON,
    emails JSON,
    pages VARCHAR,
    subitems JSON,
    links JSON,
    text VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_agenda_item_meeting ON agenda_item (meeting);
CREATE INDEX ix_agenda_item_source ON agenda_item (source);

CREATE TABLE agreement (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    title VARCHAR,
    kind VARCHAR,
    project VARCHAR,
    sent VARCHAR,
    sent_text VARCHAR,
    sent_first INTEGER,
    sent_last INTEGER,
    deadline VARCHAR,
    deadline_text VARCHAR,
    deadline_first INTEGER,
    deadline_last INTEGER,
    count_signed INTEGER,
    missing JSON,
    text VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_agreement_project ON agreement (project);
CREATE INDEX ix_agreement_source ON agreement (source);

CREATE TABLE agreement_state (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    agreement VARCHAR,
    state VARCHAR,
    signer VARCHAR,
    signed_on VARCHAR,
    download_before VARCHAR,
    stored VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_agreement_state_agreement ON agreement_state (agreement);
CREATE INDEX ix_agreement_state_signer ON agreement_state (signer);

CREATE TABLE assignment (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    role VARCHAR,
    person VARCHAR,
    since VARCHAR,
    until VARCHAR,
    deputy VARCHAR,
    verified_on VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_assignment_deputy ON assignment (deputy);
CREATE INDEX ix_assignment_person ON assignment (person);
CREATE INDEX ix_assignment_role ON assignment (role);

CREATE TABLE campaign (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    title VARCHAR,
    kind VARCHAR,
    replaces VARCHAR,
    replaced_by VARCHAR,
    stop VARCHAR,
    stop_text VARCHAR,
    stop_first INTEGER,
    stop_last INTEGER,
    system_steps JSON,
    own_steps JSON,
    text VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_campaign_source ON campaign (source);

CREATE TABLE campaign_system (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    campaign VARCHAR,
    system VARCHAR,
    steps JSON,
    excused VARCHAR,
    "plan" VARCHAR,
    plan_date VARCHAR,
    plan_date_text VARCHAR,
    plan_date_first INTEGER,
    plan_date_last INTEGER,
    risk VARCHAR,
    follow_up VARCHAR,
    follow_up_text VARCHAR,
    follow_up_first INTEGER,
    follow_up_last INTEGER,
    text VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_campaign_system_campaign ON campaign_system (campaign);
CREATE INDEX ix_campaign_system_system ON campaign_system (system);

CREATE TABLE contact (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    name VARCHAR,
    title VARCHAR,
    mail VARCHAR,
    phone VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_contact_source ON contact (source);

CREATE TABLE journal_group (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    reverts VARCHAR,
    is_undone BOOLEAN NOT NULL,
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE link (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    url VARCHAR,
    meeting VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_link_meeting ON link (meeting);
CREATE INDEX ix_link_source ON link (source);

CREATE TABLE meeting (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    title VARCHAR,
    dates JSON,
    date VARCHAR,
    date_text VARCHAR,
    date_first INTEGER,
    date_last INTEGER,
    start VARCHAR,
    "end" VARCHAR,
    place VARCHAR,
    link VARCHAR,
    recording VARCHAR,
    attendance JSON,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_meeting_source ON meeting (source);

CREATE TABLE meta (
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE milestone (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    campaign VARCHAR,
    area VARCHAR,
    wave VARCHAR,
    title VARCHAR,
    date VARCHAR,
    date_text VARCHAR,
    date_first INTEGER,
    date_last INTEGER,
    kind VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_milestone_campaign ON milestone (campaign);
CREATE INDEX ix_milestone_source ON milestone (source);

CREATE TABLE news (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    project VARCHAR,
    date VARCHAR,
    date_text VARCHAR,
    date_first INTEGER,
    date_last INTEGER,
    text VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_news_project ON news (project);
CREATE INDEX ix_news_source ON news (source);

CREATE TABLE note (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    about VARCHAR,
    text VARCHAR,
    "on" VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE person (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    name VARCHAR,
    mail VARCHAR,
    unit VARCHAR,
    is_manager BOOLEAN,
    user_type VARCHAR,
    access_contact BOOLEAN,
    access_job_role BOOLEAN,
    access_rights BOOLEAN,
    access_gallery BOOLEAN,
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE preparation (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    item VARCHAR,
    person VARCHAR,
    state VARCHAR,
    text VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_preparation_item ON preparation (item);

CREATE TABLE price (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    project VARCHAR,
    system VARCHAR,
    year INTEGER,
    amount FLOAT,
    unit VARCHAR,
    break_limit INTEGER,
    break_share FLOAT,
    note VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_price_project ON price (project);
CREATE INDEX ix_price_source ON price (source);

CREATE TABLE profile (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    code VARCHAR,
    name VARCHAR,
    citizens INTEGER,
    pupils INTEGER,
    children INTEGER,
    buildings INTEGER,
    addresses INTEGER,
    waves JSON,
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE project (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    code VARCHAR,
    name VARCHAR,
    kind VARCHAR,
    phase VARCHAR,
    mailbox VARCHAR,
    service_desk VARCHAR,
    aliases JSON,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_project_source ON project (source);

CREATE TABLE question (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    meeting VARCHAR,
    item VARCHAR,
    section VARCHAR,
    question VARCHAR,
    answer VARCHAR,
    promised_for VARCHAR,
    promised_for_text VARCHAR,
    promised_for_first INTEGER,
    promised_for_last INTEGER,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_question_item ON question (item);
CREATE INDEX ix_question_meeting ON question (meeting);
CREATE INDEX ix_question_source ON question (source);

CREATE TABLE record_index (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_record_index_kind ON record_index (kind);

CREATE TABLE role (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    name VARCHAR,
    level VARCHAR,
    scope VARCHAR,
    system VARCHAR,
    mandatory BOOLEAN,
    holder_rule VARCHAR,
    description VARCHAR,
    since_version VARCHAR,
    retired_in VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_role_source ON role (source);

CREATE TABLE rollout_status (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    vendor_system VARCHAR,
    area VARCHAR,
    in_operation INTEGER,
    agreed INTEGER,
    not_agreed INTEGER,
    total INTEGER,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_rollout_status_source ON rollout_status (source);

CREATE TABLE source (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    file VARCHAR,
    sha256 VARCHAR,
    kind VARCHAR,
    read_on VARCHAR,
    speaks_from VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE sync_state (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    base JSON,
    base_lm INTEGER,
    dirty BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_sync_state_dirty ON sync_state (dirty);

CREATE TABLE system (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    name VARCHAR,
    vendor VARCHAR,
    owner VARCHAR,
    interfaces JSON,
    service_desk VARCHAR,
    in_use BOOLEAN,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_system_owner ON system (owner);

CREATE TABLE task (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    project VARCHAR,
    code VARCHAR,
    title VARCHAR,
    kind VARCHAR,
    start VARCHAR,
    start_text VARCHAR,
    start_first INTEGER,
    start_last INTEGER,
    due VARCHAR,
    due_text VARCHAR,
    due_first INTEGER,
    due_last INTEGER,
    due_real VARCHAR,
    due_real_text VARCHAR,
    due_real_first INTEGER,
    due_real_last INTEGER,
    consequence_date VARCHAR,
    consequence_date_text VARCHAR,
    consequence_date_first INTEGER,
    consequence_date_last INTEGER,
    consequence VARCHAR,
    duration VARCHAR,
    wave VARCHAR,
    performer_role VARCHAR,
    involved JSON,
    count_done INTEGER,
    count_started INTEGER,
    count_open INTEGER,
    counts_on VARCHAR,
    text VARCHAR,
    link VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_task_project ON task (project);
CREATE INDEX ix_task_source ON task (source);

CREATE TABLE task_change (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    task VARCHAR,
    field VARCHAR,
    "before" VARCHAR,
    "after" VARCHAR,
    reason VARCHAR,
    "on" VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_task_change_source ON task_change (source);
CREATE INDEX ix_task_change_task ON task_change (task);

CREATE TABLE task_state (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    task VARCHAR,
    status VARCHAR,
    done_on VARCHAR,
    responsible VARCHAR,
    performer VARCHAR,
    own_due VARCHAR,
    own_due_text VARCHAR,
    own_due_first INTEGER,
    own_due_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_task_state_performer ON task_state (performer);
CREATE INDEX ix_task_state_responsible ON task_state (responsible);
CREATE INDEX ix_task_state_task ON task_state (task);

CREATE TABLE "view" (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    name VARCHAR,
    kind VARCHAR,
    filter VARCHAR,
    sort VARCHAR,
    grouping VARCHAR,
    columns_shown JSON,
    shared BOOLEAN,
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE visit (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    municipality VARCHAR,
    date VARCHAR,
    date_text VARCHAR,
    date_first INTEGER,
    date_last INTEGER,
    state VARCHAR,
    source VARCHAR,
    source_first INTEGER,
    source_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_visit_source ON visit (source);

CREATE TABLE journal_entry (
    seq INTEGER NOT NULL,
    group_id TEXT,
    record_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    operation VARCHAR NOT NULL,
    "before" JSON,
    "after" JSON,
    PRIMARY KEY (seq),
    FOREIGN KEY(group_id) REFERENCES journal_group (id)
);
CREATE INDEX ix_journal_entry_group_id ON journal_entry (group_id);
CREATE INDEX ix_journal_entry_record_id ON journal_entry (record_id);

-- Search: two indexes over the folded text of record_index, kept by triggers. Trigrams find parts
-- of words ("borgersystem" by "system") from three letters on, prefixes the shorter ones.
CREATE VIRTUAL TABLE search_prefix USING fts5(
    folded, content='record_index', content_rowid='seq',
    tokenize="unicode61 remove_diacritics 0", prefix='1 2 3', detail=none
);
CREATE VIRTUAL TABLE search_trigram USING fts5(
    folded, content='record_index', content_rowid='seq',
    tokenize="trigram"
);
CREATE TRIGGER record_index_added AFTER INSERT ON record_index BEGIN
    INSERT INTO search_prefix (rowid, folded) VALUES (new.seq, new.folded);
    INSERT INTO search_trigram (rowid, folded) VALUES (new.seq, new.folded);
END;
CREATE TRIGGER record_index_removed AFTER DELETE ON record_index BEGIN
    INSERT INTO search_prefix (search_prefix, rowid, folded) VALUES ('delete', old.seq, old.folded);
    INSERT INTO search_trigram (search_trigram, rowid, folded)
        VALUES ('delete', old.seq, old.folded);
END;
CREATE TRIGGER record_index_changed AFTER UPDATE OF folded ON record_index
WHEN old.folded IS NOT new.folded BEGIN
    INSERT INTO search_prefix (search_prefix, rowid, folded) VALUES ('delete', old.seq, old.folded);
    INSERT INTO search_trigram (search_trigram, rowid, folded)
        VALUES ('delete', old.seq, old.folded);
    INSERT INTO search_prefix (rowid, folded) VALUES (new.seq, new.folded);
    INSERT INTO search_trigram (rowid, folded) VALUES (new.seq, new.folded);
END;

-- What the task list shows of a task and of what we do about it, ready to be read page by page.
-- Derived: db.task_rows makes it anew for the tasks that a change touches.
CREATE TABLE task_row (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    is_done INTEGER NOT NULL,
    due_day INTEGER NOT NULL,
    due TEXT,
    due_text TEXT,
    code TEXT,
    title TEXT NOT NULL,
    kind TEXT,
    project TEXT,
    wave TEXT,
    status TEXT NOT NULL,
    responsible TEXT,
    responsible_name TEXT,
    performer_name TEXT,
    is_moved INTEGER NOT NULL
);
CREATE INDEX task_row_order ON task_row (is_done, due_day, seq);
CREATE INDEX task_row_responsible ON task_row (responsible, is_done, due_day);
