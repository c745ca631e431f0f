-- CreateTable
CREATE TABLE "reconciliations" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "persona" TEXT,
    "suggested" TEXT,
    "said" TEXT NOT NULL,
    "raised_by" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "unsure_by" TEXT,
    "outcome" TEXT,
    "settled_on" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliations_subject_subject_id_idx" ON "reconciliations"("subject", "subject_id");

-- CreateIndex
CREATE INDEX "reconciliations_settled_at_idx" ON "reconciliations"("settled_at");

-- What a schema file can't say.
ALTER TABLE "reconciliations"
  ADD CONSTRAINT "reconciliations_subject_known" CHECK ("subject" IN ('account', 'contact')),
  ADD CONSTRAINT "reconciliations_because_known" CHECK ("because" IN ('methods', 'flagged')),
  ADD CONSTRAINT "reconciliations_outcome_known" CHECK ("outcome" IN ('taken', 'kept', 'over'));

-- One doubt at a time.
CREATE UNIQUE INDEX "reconciliations_one_open" ON "reconciliations"("subject", "subject_id") WHERE "settled_at" IS NULL;
