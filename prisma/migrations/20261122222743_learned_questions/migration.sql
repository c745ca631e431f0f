-- AlterTable
ALTER TABLE "open_questions" ADD COLUMN     "sequence" BIGINT;

-- CreateIndex
CREATE INDEX "open_questions_sequence_idx" ON "open_questions"("sequence");

-- What owners pointed to before is learned, too: number 0 is read by every library that begins.
UPDATE "open_questions" SET "sequence" = 0
WHERE "answered_at" IS NOT NULL AND "answer" IS NOT NULL AND "nearest" ->> 0 IS NOT NULL;
