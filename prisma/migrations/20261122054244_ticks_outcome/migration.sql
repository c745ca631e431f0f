-- AlterTable
ALTER TABLE "ticks" ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "words" TEXT;
