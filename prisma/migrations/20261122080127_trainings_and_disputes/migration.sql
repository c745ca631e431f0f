-- CreateTable
CREATE TABLE "trainings" (
    "member_id" UUID NOT NULL,
    "tour" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "questions" JSONB NOT NULL DEFAULT '[]',
    "at" INTEGER NOT NULL DEFAULT 0,
    "offered_at" TIMESTAMPTZ(3),
    "begun_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "trainings_pkey" PRIMARY KEY ("member_id","tour")
);

-- CreateTable
CREATE TABLE "disputes" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "persona" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "function" TEXT,
    "raised_by" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "disputes_source_key" ON "disputes"("source");

-- CreateIndex
CREATE INDEX "disputes_subject_idx" ON "disputes"("subject");

-- AddForeignKey
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;
