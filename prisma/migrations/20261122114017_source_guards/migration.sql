-- Written by hand: what a schema file can't say.

ALTER TABLE "source_runs"
  ADD CONSTRAINT "source_runs_state_known" CHECK ("state" IN ('running', 'done', 'failed', 'interrupted'));

-- One run of a source at a time.
CREATE UNIQUE INDEX "source_runs_one_running" ON "source_runs"("source") WHERE "state" = 'running';
