-- Written by hand: what a schema file can't say.

-- An alert fires once, until its condition is over.
CREATE UNIQUE INDEX "alerts_open" ON "alerts"("trigger", "account_id") WHERE "recovered_at" IS NULL;

ALTER TABLE "alerts" ADD CONSTRAINT "alerts_state" CHECK ("state" IN ('breached', 'taken', 'dismissed'));
ALTER TABLE "job_runs" ADD CONSTRAINT "job_runs_state"
  CHECK ("state" IN ('open', 'waiting', 'posted', 'nothing', 'failed'));
