-- AlterTable
ALTER TABLE "job_requests" ADD COLUMN     "dry" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "next_at" TIMESTAMPTZ(3),
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "channel_slots" (
    "channel" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_slots_pkey" PRIMARY KEY ("channel")
);
