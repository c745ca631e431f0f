-- AlterTable
ALTER TABLE "proposals" ADD COLUMN     "meaning" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "earlier_texts" (
    "proposal_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "meaning" INTEGER NOT NULL,
    "changes" JSONB NOT NULL,
    "rationale" TEXT NOT NULL,

    CONSTRAINT "earlier_texts_pkey" PRIMARY KEY ("proposal_id","revision")
);

-- AddForeignKey
ALTER TABLE "earlier_texts" ADD CONSTRAINT "earlier_texts_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;
