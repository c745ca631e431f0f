-- DropForeignKey
ALTER TABLE "proposals" DROP CONSTRAINT "proposals_entry_id_fkey";

-- DropIndex
DROP INDEX "proposals_entry_id_idx";

-- CreateTable
CREATE TABLE "proposal_parts" (
    "proposal_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "entry_id" UUID,
    "base_version" INTEGER NOT NULL,
    "changes" JSONB NOT NULL,
    "version" INTEGER,

    CONSTRAINT "proposal_parts_pkey" PRIMARY KEY ("proposal_id","position")
);

-- Each proposal until now was about one entry: that is its one part.
INSERT INTO "proposal_parts" ("proposal_id", "position", "kind", "slug", "entry_id", "base_version", "changes", "version")
SELECT p."id", 0, e."kind", e."slug", p."entry_id", p."base_version", p."changes", p."version"
FROM "proposals" p JOIN "entries" e ON e."id" = p."entry_id";

-- AlterTable
ALTER TABLE "earlier_texts" ADD COLUMN "parts" JSONB;

UPDATE "earlier_texts" t SET "parts" = jsonb_build_array(jsonb_build_object(
  'kind', e."kind", 'slug', e."slug", 'entryId', p."entry_id", 'baseVersion', p."base_version", 'changes', t."changes"))
FROM "proposals" p JOIN "entries" e ON e."id" = p."entry_id" WHERE p."id" = t."proposal_id";

ALTER TABLE "earlier_texts" ALTER COLUMN "parts" SET NOT NULL, DROP COLUMN "changes";

-- AlterTable
ALTER TABLE "open_claims" ADD COLUMN "held" TEXT, ADD COLUMN "kind" TEXT, ADD COLUMN "slug" TEXT;

UPDATE "open_claims" c SET "held" = 'claim:' || c."claim_id", "kind" = e."kind", "slug" = e."slug"
FROM "entries" e WHERE e."id" = c."entry_id";

ALTER TABLE "open_claims" DROP CONSTRAINT "open_claims_pkey",
DROP COLUMN "claim_id",
DROP COLUMN "entry_id",
ALTER COLUMN "held" SET NOT NULL,
ALTER COLUMN "kind" SET NOT NULL,
ALTER COLUMN "slug" SET NOT NULL,
ADD CONSTRAINT "open_claims_pkey" PRIMARY KEY ("kind", "slug", "held");

-- AlterTable
ALTER TABLE "proposals" DROP COLUMN "base_version",
DROP COLUMN "changes",
DROP COLUMN "entry_id",
DROP COLUMN "version",
ADD COLUMN     "carried" JSONB,
ADD COLUMN     "evidence" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "obstacle" JSONB,
ADD COLUMN     "origin" JSONB;

-- CreateTable
CREATE TABLE "proposal_comments" (
    "channel_id" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "proposal_id" INTEGER NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "member_id" UUID,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_comments_pkey" PRIMARY KEY ("channel_id","ts")
);

-- CreateIndex
CREATE INDEX "proposal_parts_entry_id_idx" ON "proposal_parts"("entry_id");

-- CreateIndex
CREATE INDEX "proposal_parts_kind_slug_idx" ON "proposal_parts"("kind", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_parts_proposal_id_kind_slug_key" ON "proposal_parts"("proposal_id", "kind", "slug");

-- CreateIndex
CREATE INDEX "proposal_comments_proposal_id_idx" ON "proposal_comments"("proposal_id");

-- CreateIndex
CREATE INDEX "proposal_comments_member_id_idx" ON "proposal_comments"("member_id");

-- AddForeignKey
ALTER TABLE "proposal_parts" ADD CONSTRAINT "proposal_parts_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_parts" ADD CONSTRAINT "proposal_parts_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_comments" ADD CONSTRAINT "proposal_comments_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_comments" ADD CONSTRAINT "proposal_comments_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;
