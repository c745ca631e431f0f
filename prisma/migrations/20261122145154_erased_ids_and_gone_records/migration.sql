-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "gone_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "contacts" ADD COLUMN     "gone_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "deals" ADD COLUMN     "gone_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "erasure_key" TEXT;

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "gone_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "erased_ids" (
    "digest" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_ids_pkey" PRIMARY KEY ("digest")
);
