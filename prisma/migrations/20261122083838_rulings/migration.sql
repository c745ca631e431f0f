-- AlterTable
ALTER TABLE "votes" ADD COLUMN     "answer" TEXT,
ADD COLUMN     "answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "answered_by" TEXT,
ADD COLUMN     "cast_by_id" UUID;

-- CreateTable
CREATE TABLE "rulings" (
    "proposal_id" INTEGER NOT NULL,
    "said" JSONB NOT NULL,

    CONSTRAINT "rulings_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateIndex
CREATE INDEX "votes_cast_by_id_idx" ON "votes"("cast_by_id");

-- AddForeignKey
ALTER TABLE "rulings" ADD CONSTRAINT "rulings_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_cast_by_id_fkey" FOREIGN KEY ("cast_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;
