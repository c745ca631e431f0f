-- CreateTable
CREATE TABLE "jobs" (
    "name" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "job_periods" (
    "job" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,
    "mode" JSONB NOT NULL,
    "missed" TEXT[],
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_periods_pkey" PRIMARY KEY ("job","period")
);

-- CreateTable
CREATE TABLE "job_runs" (
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "step" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leased_by" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "facts" JSONB,
    "posts" JSONB,
    "pictures" JSONB,
    "outcome" TEXT,
    "error" TEXT,
    "told_at" TIMESTAMPTZ(3),
    "sweep_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_requests" (
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "test_for" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "taken_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "failed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "job_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'breached',
    "facts" JSONB NOT NULL,
    "reader" TEXT NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "recovered_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticks" (
    "list" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticks_pkey" PRIMARY KEY ("list","item")
);

-- CreateIndex
CREATE INDEX "job_periods_job_starts_on_idx" ON "job_periods"("job", "starts_on");

-- CreateIndex
CREATE INDEX "job_runs_state_next_try_at_idx" ON "job_runs"("state", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_runs_job_period_scope_key" ON "job_runs"("job", "period", "scope");

-- CreateIndex
CREATE INDEX "job_requests_taken_at_idx" ON "job_requests"("taken_at");

-- CreateIndex
CREATE INDEX "settings_key_id_idx" ON "settings"("key", "id");

-- CreateIndex
CREATE INDEX "alerts_trigger_account_id_idx" ON "alerts"("trigger", "account_id");

-- AddForeignKey
ALTER TABLE "job_runs" ADD CONSTRAINT "job_runs_job_period_fkey" FOREIGN KEY ("job", "period") REFERENCES "job_periods"("job", "period") ON DELETE CASCADE ON UPDATE CASCADE;
