-- What the task list shows now: the nearest deadline that hurts and which one it is, whether a task
-- is for a wave of ours, and the role that is to do it. Derived as the rest of task_row is.
ALTER TABLE task_row ADD COLUMN due_first INTEGER;
ALTER TABLE task_row ADD COLUMN due_of TEXT NOT NULL DEFAULT 'due';
ALTER TABLE task_row ADD COLUMN performer_role TEXT;
ALTER TABLE task_row ADD COLUMN is_ours INTEGER NOT NULL DEFAULT 1;

-- nearest_of and is_ours_of are this program's own functions.
UPDATE task_row SET
    performer_role = (SELECT t.performer_role FROM task t WHERE t.seq = task_row.seq),
    due_of = (
        SELECT nearest_of(
            t.due, t.due_text, t.due_last,
            t.due_real, t.due_real_text, t.due_real_last,
            t.consequence_date, t.consequence_date_text, t.consequence_date_last,
            s.own_due, s.own_due_text, s.own_due_last
        )
        FROM task t LEFT JOIN task_state s ON s.task = t.id WHERE t.seq = task_row.seq
    ),
    is_ours = is_ours_of(kind, wave, title, (SELECT json_group_array(waves) FROM profile));

UPDATE task_row SET
    (due, due_text, due_first, due_place) = (
        SELECT
            CASE due_of WHEN 'due_real' THEN t.due_real WHEN 'consequence_date'
                THEN t.consequence_date WHEN 'own_due' THEN s.own_due ELSE t.due END,
            CASE due_of WHEN 'due_real' THEN t.due_real_text WHEN 'consequence_date'
                THEN t.consequence_date_text WHEN 'own_due' THEN s.own_due_text
                ELSE t.due_text END,
            CASE due_of WHEN 'due_real' THEN t.due_real_first WHEN 'consequence_date'
                THEN t.consequence_date_first WHEN 'own_due' THEN s.own_due_first
                ELSE t.due_first END,
            CASE due_of WHEN 'due_real' THEN t.due_real_last WHEN 'consequence_date'
                THEN t.consequence_date_last WHEN 'own_due' THEN s.own_due_last
                ELSE t.due_last END
        FROM task t LEFT JOIN task_state s ON s.task = t.id WHERE t.seq = task_row.seq
    );
UPDATE task_row SET due_day = coalesce(due_place, 9999999);

-- is_ours last in each: an order is read from its index alone, of our tasks as of all of them.
DROP INDEX task_row_order;
DROP INDEX task_row_due;
DROP INDEX task_row_kind;
DROP INDEX task_row_status;
DROP INDEX task_row_title;
DROP INDEX task_row_project;
DROP INDEX task_row_wave;
DROP INDEX task_row_responsible_name;
DROP INDEX task_row_performer;
CREATE INDEX task_row_order ON task_row (is_done, due_day, seq, id, is_ours);
CREATE INDEX task_row_due ON task_row (due_place, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_kind ON task_row (kind_place, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_status ON task_row (status_place, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_title ON task_row (title_key, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_project ON task_row (project_key, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_wave ON task_row (wave_key, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_responsible_name ON task_row (responsible_key, is_done, due_day, seq, is_ours);
CREATE INDEX task_row_performer ON task_row (performer_key, is_done, due_day, seq, is_ours);

-- Few, and quickly counted: all tasks but these are ours.
CREATE INDEX task_row_others ON task_row (seq) WHERE is_ours = 0;
