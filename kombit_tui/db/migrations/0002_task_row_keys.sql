-- What the task list is ordered and filtered by, ready-made: keys whose binary order is the Danish
-- one (NULL where there is nothing, which comes last), and folded texts to look for parts in.
ALTER TABLE task_row ADD COLUMN due_place INTEGER;
ALTER TABLE task_row ADD COLUMN kind_place INTEGER;
ALTER TABLE task_row ADD COLUMN status_place INTEGER;
ALTER TABLE task_row ADD COLUMN title_key TEXT;
ALTER TABLE task_row ADD COLUMN project_key TEXT;
ALTER TABLE task_row ADD COLUMN wave_key TEXT;
ALTER TABLE task_row ADD COLUMN responsible_key TEXT;
ALTER TABLE task_row ADD COLUMN performer_key TEXT;
ALTER TABLE task_row ADD COLUMN title_fold TEXT;
ALTER TABLE task_row ADD COLUMN project_fold TEXT;
ALTER TABLE task_row ADD COLUMN project_name_fold TEXT;
ALTER TABLE task_row ADD COLUMN wave_fold TEXT;
ALTER TABLE task_row ADD COLUMN responsible_fold TEXT;
ALTER TABLE task_row ADD COLUMN performer_fold TEXT;

-- sort_key, fold and the places are this program's own functions.
UPDATE task_row SET
    due_place = nullif(due_day, 9999999),
    kind_place = kind_place_of(kind),
    status_place = status_place_of(status),
    title_key = sort_key(title), title_fold = fold(title),
    project_key = sort_key(project), project_fold = fold(project),
    project_name_fold = (
        SELECT fold(p.name) FROM task t JOIN project p ON p.id = t.project
        WHERE t.seq = task_row.seq
    ),
    wave_key = sort_key(wave), wave_fold = fold(wave),
    responsible_key = sort_key(responsible_name), responsible_fold = fold(responsible_name),
    performer_key = sort_key(performer_name), performer_fold = fold(performer_name);

CREATE INDEX task_row_due ON task_row (due_place, is_done, due_day, seq);
CREATE INDEX task_row_kind ON task_row (kind_place, is_done, due_day, seq);
CREATE INDEX task_row_status ON task_row (status_place, is_done, due_day, seq);
CREATE INDEX task_row_title ON task_row (title_key, is_done, due_day, seq);
CREATE INDEX task_row_project ON task_row (project_key, is_done, due_day, seq);
CREATE INDEX task_row_wave ON task_row (wave_key, is_done, due_day, seq);
CREATE INDEX task_row_responsible_name ON task_row (responsible_key, is_done, due_day, seq);
CREATE INDEX task_row_performer ON task_row (performer_key, is_done, due_day, seq);

-- With the id, so that all ids in the order of the list are read from the index alone.
DROP INDEX task_row_order;
CREATE INDEX task_row_order ON task_row (is_done, due_day, seq, id);
