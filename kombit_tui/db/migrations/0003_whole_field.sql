-- The whole field: contact with vendors, our own steps of a campaign, cases in the support chain, and
-- what tasks, roles, people, milestones, systems, prices and questions carry beside.
ALTER TABLE task ADD COLUMN campaign VARCHAR;
ALTER TABLE task ADD COLUMN item VARCHAR;
ALTER TABLE role ADD COLUMN successor VARCHAR;
ALTER TABLE role ADD COLUMN managers_only BOOLEAN;
ALTER TABLE person ADD COLUMN left_on VARCHAR;
ALTER TABLE milestone ADD COLUMN start VARCHAR;
ALTER TABLE milestone ADD COLUMN "end" VARCHAR;
ALTER TABLE system ADD COLUMN chain JSON;
ALTER TABLE price ADD COLUMN counts VARCHAR;
ALTER TABLE question ADD COLUMN asked_by VARCHAR;
CREATE INDEX ix_task_campaign ON task (campaign);
CREATE INDEX ix_task_item ON task (item);

CREATE TABLE contact_entry (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    vendor VARCHAR,
    campaign VARCHAR,
    "on" VARCHAR,
    "by" VARCHAR,
    channel VARCHAR,
    text VARCHAR,
    follow_up VARCHAR,
    follow_up_text VARCHAR,
    follow_up_first INTEGER,
    follow_up_last INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_contact_entry_campaign ON contact_entry (campaign);

CREATE TABLE campaign_state (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    campaign VARCHAR,
    steps JSON,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_campaign_state_campaign ON campaign_state (campaign);

CREATE TABLE incident (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    system VARCHAR,
    title VARCHAR,
    since VARCHAR,
    place VARCHAR,
    moved_on VARCHAR,
    "case" VARCHAR,
    text VARCHAR,
    closed_on VARCHAR,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
CREATE INDEX ix_incident_system ON incident (system);
