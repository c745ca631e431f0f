-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "slack_team_id" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_counter" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "change_counter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "function" TEXT,
    "roles" TEXT[],
    "slack_user_id" TEXT,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_identities" (
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "member_id" UUID,
    "outsider" BOOLEAN NOT NULL DEFAULT false,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_identities_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "entries" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "owner_id" UUID,
    "verifier_id" UUID,
    "deputies" TEXT[],
    "verify_every" TEXT NOT NULL DEFAULT 'P180D',
    "verified_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_versions" (
    "entry_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "author_id" UUID,
    "sequence" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_versions_pkey" PRIMARY KEY ("entry_id","version")
);

-- CreateTable
CREATE TABLE "evidence" (
    "slug" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "n" INTEGER,
    "groups" JSONB NOT NULL,
    "source" TEXT,
    "quotes" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "requests" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answers" (
    "id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "function" TEXT,
    "entries" JSONB NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_questions" (
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "normal" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "function" TEXT,
    "asker_id" UUID,
    "owner_id" UUID,
    "nearest" JSONB NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "open_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "ts" TEXT,
    "digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "posted_at" TIMESTAMPTZ(3),

    CONSTRAINT "posts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit" (
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" JSONB,
    "payload_digest" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("sequence")
);

-- CreateIndex
CREATE UNIQUE INDEX "members_handle_key" ON "members"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "members_email_key" ON "members"("email");

-- CreateIndex
CREATE UNIQUE INDEX "members_slack_user_id_key" ON "members"("slack_user_id");

-- CreateIndex
CREATE INDEX "members_sequence_idx" ON "members"("sequence");

-- CreateIndex
CREATE INDEX "slack_identities_member_id_idx" ON "slack_identities"("member_id");

-- CreateIndex
CREATE INDEX "entries_sequence_idx" ON "entries"("sequence");

-- CreateIndex
CREATE INDEX "entries_owner_id_idx" ON "entries"("owner_id");

-- CreateIndex
CREATE INDEX "entries_verifier_id_idx" ON "entries"("verifier_id");

-- CreateIndex
CREATE UNIQUE INDEX "entries_kind_slug_key" ON "entries"("kind", "slug");

-- CreateIndex
CREATE INDEX "entry_versions_sequence_idx" ON "entry_versions"("sequence");

-- CreateIndex
CREATE INDEX "evidence_sequence_idx" ON "evidence"("sequence");

-- CreateIndex
CREATE INDEX "requests_finished_at_leased_until_idx" ON "requests"("finished_at", "leased_until");

-- CreateIndex
CREATE INDEX "answers_answered_at_idx" ON "answers"("answered_at");

-- CreateIndex
CREATE UNIQUE INDEX "open_questions_normal_key" ON "open_questions"("normal");

-- CreateIndex
CREATE INDEX "open_questions_owner_id_idx" ON "open_questions"("owner_id");

-- CreateIndex
CREATE INDEX "open_questions_asker_id_idx" ON "open_questions"("asker_id");

-- AddForeignKey
ALTER TABLE "slack_identities" ADD CONSTRAINT "slack_identities_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entries" ADD CONSTRAINT "entries_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entries" ADD CONSTRAINT "entries_verifier_id_fkey" FOREIGN KEY ("verifier_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_versions" ADD CONSTRAINT "entry_versions_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_versions" ADD CONSTRAINT "entry_versions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_questions" ADD CONSTRAINT "open_questions_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_questions" ADD CONSTRAINT "open_questions_asker_id_fkey" FOREIGN KEY ("asker_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;
