-- CreateTable
CREATE TABLE "source_runs" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'running',
    "reading" TEXT NOT NULL,
    "since" TEXT,
    "reached" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notes" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,

    CONSTRAINT "source_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "source_runs_source_seen_at_idx" ON "source_runs"("source", "seen_at");
