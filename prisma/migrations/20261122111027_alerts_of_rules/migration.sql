-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "channel" TEXT,
ADD COLUMN     "event_at" TIMESTAMPTZ(3),
ADD COLUMN     "event_id" TEXT,
ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "persona" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "rule_version" INTEGER,
ADD COLUMN     "shown_step" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3),
ADD COLUMN     "stage" TEXT,
ADD COLUMN     "step" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "useful" BOOLEAN,
ALTER COLUMN "reader" DROP NOT NULL;

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "stored_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateTable
CREATE TABLE "trigger_sweep" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seen_in" xid8 NOT NULL DEFAULT pg_snapshot_xmin(pg_current_snapshot()),
    "seen_id" TEXT NOT NULL DEFAULT '',
    "looked_on" DATE,
    "looked_to" TEXT NOT NULL DEFAULT '',
    "rechecked_at" TIMESTAMPTZ(3),
    "leased_by" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "trigger_sweep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alerts_trigger_fired_at_idx" ON "alerts"("trigger", "fired_at");

-- CreateIndex
CREATE INDEX "alerts_reader_fired_at_idx" ON "alerts"("reader", "fired_at");

-- CreateIndex
CREATE INDEX "events_stored_in_message_id_idx" ON "events"("stored_in", "message_id");
