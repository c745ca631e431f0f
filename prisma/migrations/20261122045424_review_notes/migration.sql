-- CreateTable
CREATE TABLE "review_notes" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "review" TEXT NOT NULL,
    "persona" TEXT NOT NULL,
    "kpi" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "review_notes_source_key" ON "review_notes"("source");

-- CreateIndex
CREATE INDEX "review_notes_review_idx" ON "review_notes"("review");
