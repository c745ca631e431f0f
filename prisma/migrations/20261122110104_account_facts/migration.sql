-- CreateTable
CREATE TABLE "deals" (
    "deal_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "stage" TEXT,
    "opened_on" DATE,
    "closed_on" DATE,
    "outcome" TEXT,
    "amount" DECIMAL(18,4),
    "loss_reason" TEXT,
    "competitor" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deals_pkey" PRIMARY KEY ("deal_id")
);

-- CreateTable
CREATE TABLE "tickets" (
    "ticket_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "category" TEXT,
    "escalated" BOOLEAN,
    "first_contact_resolved" BOOLEAN,
    "reopened" BOOLEAN,
    "cost" DECIMAL(18,4),
    "csat" DECIMAL(6,2),
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "surveys" (
    "survey_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "score" DECIMAL(6,2) NOT NULL,
    "comment" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("survey_id")
);

-- CreateTable
CREATE TABLE "touches" (
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" TEXT,
    "utm_source" TEXT,
    "utm_medium" TEXT,
    "utm_campaign" TEXT,
    "landing_page" TEXT,
    "referrer" TEXT,
    "is_signup" BOOLEAN NOT NULL DEFAULT false,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "touches_pkey" PRIMARY KEY ("user_id","at")
);

-- CreateTable
CREATE TABLE "spend" (
    "campaign" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "amount" DECIMAL(18,4) NOT NULL,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "spend_pkey" PRIMARY KEY ("campaign","month")
);

-- CreateTable
CREATE TABLE "events" (
    "message_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT,
    "signal" TEXT,
    "family" TEXT,
    "account_id" TEXT,
    "user_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "events_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "persona_tags" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "persona" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "confidence" DECIMAL(3,2) NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "persona_tags_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deals_account_id_idx" ON "deals"("account_id");

-- CreateIndex
CREATE INDEX "tickets_account_id_opened_at_idx" ON "tickets"("account_id", "opened_at");

-- CreateIndex
CREATE INDEX "tickets_opened_at_idx" ON "tickets"("opened_at");

-- CreateIndex
CREATE INDEX "surveys_account_id_at_idx" ON "surveys"("account_id", "at");

-- CreateIndex
CREATE INDEX "touches_account_id_idx" ON "touches"("account_id");

-- CreateIndex
CREATE INDEX "touches_utm_campaign_idx" ON "touches"("utm_campaign");

-- CreateIndex
CREATE INDEX "events_account_id_at_idx" ON "events"("account_id", "at");

-- CreateIndex
CREATE INDEX "events_signal_at_idx" ON "events"("signal", "at");

-- CreateIndex
CREATE INDEX "events_received_at_idx" ON "events"("received_at");

-- CreateIndex
CREATE INDEX "persona_tags_subject_subject_id_until_idx" ON "persona_tags"("subject", "subject_id", "until");

-- CreateIndex
CREATE INDEX "persona_tags_persona_until_idx" ON "persona_tags"("persona", "until");
