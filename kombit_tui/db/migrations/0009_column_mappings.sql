-- What somebody has said about the columns of a spreadsheet, for the next one of its sender.
CREATE TABLE column_mapping (
    seq INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    modified_at VARCHAR NOT NULL,
    modified_by VARCHAR NOT NULL,
    sender VARCHAR,
    headings VARCHAR,
    kind VARCHAR,
    columns JSON,
    PRIMARY KEY (seq),
    UNIQUE (id)
);
