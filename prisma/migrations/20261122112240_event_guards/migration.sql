-- Written by hand: what a schema file can't say.

ALTER TABLE "events" ADD CONSTRAINT "events_type_known"
  CHECK ("type" IN ('track', 'page', 'screen', 'identify', 'group', 'alias', 'record'));

-- Events of users of whom nobody has said yet to which account they belong: few, and looked for whenever somebody does.
CREATE INDEX "events_unplaced" ON "events"("user_id") WHERE "account_id" IS NULL AND "user_id" IS NOT NULL;
