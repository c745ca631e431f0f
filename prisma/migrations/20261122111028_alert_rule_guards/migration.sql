-- Written by hand: what a schema file can't say.

ALTER TABLE "alerts" DROP CONSTRAINT "alerts_state";
UPDATE "alerts" SET "state" = 'acknowledged' WHERE "state" = 'taken';
UPDATE "alerts" SET "told_at" = "fired_at", "shown_step" = 1, "persona" = "facts"->>'persona',
  "useful" = CASE "state" WHEN 'acknowledged' THEN true WHEN 'dismissed' THEN false END,
  "facts" = jsonb_build_object('name', "facts"->>'name', 'said', 'opened ' || ("facts"->>'tickets') || ' tickets in a month');
ALTER TABLE "alerts"
  ADD CONSTRAINT "alerts_state" CHECK ("state" IN ('breached', 'acknowledged', 'snoozed', 'done', 'dismissed')),
  ADD CONSTRAINT "alerts_snoozed" CHECK (("state" = 'snoozed') = ("snoozed_until" IS NOT NULL)),
  ADD CONSTRAINT "alerts_answered" CHECK ("state" = 'breached' OR "answered_at" IS NOT NULL),
  -- Each goes to one person or to one channel.
  ADD CONSTRAINT "alerts_one_place" CHECK (("reader" IS NULL) <> ("channel" IS NULL)),
  ADD CONSTRAINT "alerts_shown" CHECK ("shown_step" <= "step");

-- What still has to be told.
CREATE INDEX "alerts_untold" ON "alerts"("fired_at") WHERE "shown_step" < "step";
