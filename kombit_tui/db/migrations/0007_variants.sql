-- Variants of one task, each for waves of its own, are one row: the nearest of those for us.
ALTER TABLE task_row ADD COLUMN family TEXT;
ALTER TABLE task_row ADD COLUMN is_folded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task_row ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;

UPDATE task_row SET family = (
    SELECT family_of(t.kind, t.project, t.code, t.title, t.wave) FROM task t WHERE t.seq = task_row.seq
);
CREATE INDEX task_row_family ON task_row (family) WHERE family IS NOT NULL;

UPDATE task_row SET is_folded = 1, is_ours = 0
WHERE family IS NOT NULL AND is_ours = 1 AND seq <> (
    SELECT first.seq FROM task_row first WHERE first.family = task_row.family AND first.is_ours = 1
    ORDER BY first.is_done, first.due_day, first.seq LIMIT 1
);
UPDATE task_row SET folded = (
    SELECT count(*) FROM task_row one WHERE one.family = task_row.family AND one.is_folded = 1
)
WHERE family IS NOT NULL AND is_ours = 1;
