-- A view of the tasks may be one of all waves, not of ours alone.
ALTER TABLE "view" ADD COLUMN every_wave BOOLEAN;
