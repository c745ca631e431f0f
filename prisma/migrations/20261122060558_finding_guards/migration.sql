-- Written by hand: what a schema file can't say.

CREATE UNIQUE INDEX "findings_one_open" ON "findings"("kind", "persona") WHERE "over_at" IS NULL;
