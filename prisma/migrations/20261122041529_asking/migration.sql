-- DropForeignKey
ALTER TABLE "open_questions" DROP CONSTRAINT "open_questions_asker_id_fkey";

-- DropIndex
DROP INDEX "open_questions_asker_id_idx";

-- AlterTable
ALTER TABLE "entries" ADD COLUMN     "former_names" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "account" TEXT,
ADD COLUMN     "link" TEXT,
ADD COLUMN     "persona" TEXT,
ADD COLUMN     "stage" TEXT;

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "left_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "open_questions" ADD COLUMN     "answer" TEXT,
ADD COLUMN     "answered_by_id" UUID;

-- CreateTable
CREATE TABLE "feedback" (
    "answer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "persona" TEXT,
    "function" TEXT,
    "worked" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("answer_id")
);

-- CreateTable
CREATE TABLE "question_askers" (
    "question_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_askers_pkey" PRIMARY KEY ("question_id","member_id")
);

-- CreateTable
CREATE TABLE "flags" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "link" TEXT,
    "raised_by_id" UUID,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "flags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "briefs" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "persona" TEXT,
    "version" INTEGER,
    "job" TEXT,
    "evidence" TEXT[],
    "action" TEXT,
    "missing" TEXT[],
    "by_id" UUID,
    "function" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "briefs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "contact_id" TEXT NOT NULL,
    "account_id" TEXT,
    "name" TEXT,
    "email" TEXT,
    "role" TEXT,
    "seniority" TEXT,
    "title" TEXT,
    "is_lead" BOOLEAN NOT NULL DEFAULT false,
    "disqualified_on" DATE,
    "persona" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("contact_id")
);

-- CreateIndex
CREATE INDEX "feedback_kind_slug_idx" ON "feedback"("kind", "slug");

-- CreateIndex
CREATE INDEX "question_askers_member_id_idx" ON "question_askers"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "flags_source_key" ON "flags"("source");

-- CreateIndex
CREATE INDEX "flags_kind_slug_idx" ON "flags"("kind", "slug");

-- CreateIndex
CREATE INDEX "flags_raised_by_id_idx" ON "flags"("raised_by_id");

-- CreateIndex
CREATE INDEX "flags_settled_by_id_idx" ON "flags"("settled_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "briefs_source_key" ON "briefs"("source");

-- CreateIndex
CREATE INDEX "briefs_by_id_idx" ON "briefs"("by_id");

-- CreateIndex
CREATE INDEX "briefs_persona_idx" ON "briefs"("persona");

-- CreateIndex
CREATE INDEX "contacts_account_id_idx" ON "contacts"("account_id");

-- CreateIndex
CREATE INDEX "contacts_persona_idx" ON "contacts"("persona");

-- CreateIndex
CREATE INDEX "open_questions_answered_by_id_idx" ON "open_questions"("answered_by_id");

-- AddForeignKey
ALTER TABLE "open_questions" ADD CONSTRAINT "open_questions_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "open_questions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flags" ADD CONSTRAINT "flags_raised_by_id_fkey" FOREIGN KEY ("raised_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flags" ADD CONSTRAINT "flags_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "briefs" ADD CONSTRAINT "briefs_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Who asked is carried over by hand.
INSERT INTO "question_askers" ("question_id", "member_id", "asked_at")
SELECT "id", "asker_id", "asked_at" FROM "open_questions" WHERE "asker_id" IS NOT NULL;
ALTER TABLE "open_questions" DROP COLUMN "asker_id";
