-- DropIndex
DROP INDEX "events_account_id_at_idx";

-- DropIndex
DROP INDEX "events_signal_at_idx";

-- CreateTable
CREATE TABLE "event_senders" (
    "sender_id" TEXT NOT NULL,
    "user_id" TEXT,
    "account_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_senders_pkey" PRIMARY KEY ("sender_id")
);

-- CreateTable
CREATE TABLE "event_rejects" (
    "id" TEXT NOT NULL,
    "type" TEXT,
    "reason" TEXT NOT NULL,
    "fields" TEXT[],
    "key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_rejects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "write_keys" (
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "write_keys_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "event_rejects_received_at_idx" ON "event_rejects"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "write_keys_digest_key" ON "write_keys"("digest");

-- CreateIndex
CREATE INDEX "events_account_id_signal_at_idx" ON "events"("account_id", "signal", "at");

-- CreateIndex
CREATE INDEX "events_signal_at_account_id_idx" ON "events"("signal", "at", "account_id");
