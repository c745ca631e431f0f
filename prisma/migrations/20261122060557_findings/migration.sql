-- CreateTable
CREATE TABLE "findings" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "persona" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'found',
    "facts" JSONB NOT NULL,
    "reader" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "over_at" TIMESTAMPTZ(3),

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "findings_kind_persona_idx" ON "findings"("kind", "persona");
