-- CreateTable
CREATE TABLE "proposals" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "entry_id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "changes" JSONB NOT NULL,
    "rationale" TEXT NOT NULL,
    "proposer_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "channel_id" TEXT NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER,
    "step" INTEGER NOT NULL DEFAULT 1,
    "shown_step" INTEGER NOT NULL DEFAULT 0,
    "stepped_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_claims" (
    "entry_id" UUID NOT NULL,
    "claim_id" TEXT NOT NULL,
    "proposal_id" INTEGER NOT NULL,

    CONSTRAINT "open_claims_pkey" PRIMARY KEY ("entry_id","claim_id")
);

-- CreateTable
CREATE TABLE "votes" (
    "proposal_id" INTEGER NOT NULL,
    "member_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "choice" TEXT NOT NULL,
    "reason" TEXT,
    "function" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "votes_pkey" PRIMARY KEY ("proposal_id","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "proposals_source_key" ON "proposals"("source");

-- CreateIndex
CREATE INDEX "proposals_entry_id_idx" ON "proposals"("entry_id");

-- CreateIndex
CREATE INDEX "proposals_proposer_id_idx" ON "proposals"("proposer_id");

-- CreateIndex
CREATE INDEX "proposals_state_deadline_idx" ON "proposals"("state", "deadline");

-- CreateIndex
CREATE INDEX "open_claims_proposal_id_idx" ON "open_claims"("proposal_id");

-- CreateIndex
CREATE INDEX "votes_member_id_idx" ON "votes"("member_id");

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_proposer_id_fkey" FOREIGN KEY ("proposer_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_claims" ADD CONSTRAINT "open_claims_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
