-- CreateTable
CREATE TABLE "accounts" (
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "persona" TEXT,
    "started_on" DATE,
    "ended_on" DATE,
    "owner" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "account_months" (
    "account_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "persona" TEXT,
    "mrr_start" DECIMAL(18,4) NOT NULL,
    "mrr_new" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "mrr_reactivation" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "mrr_expansion" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "mrr_contraction" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "mrr_churned" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "mrr_end" DECIMAL(18,4) NOT NULL,
    "tickets" INTEGER,
    "support_cost" DECIMAL(18,4),
    "active_days" INTEGER,
    "reconstructed" BOOLEAN NOT NULL DEFAULT false,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "account_months_pkey" PRIMARY KEY ("account_id","month")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "import_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "columns" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("import_id","number")
);

-- CreateIndex
CREATE INDEX "accounts_persona_idx" ON "accounts"("persona");

-- CreateIndex
CREATE INDEX "accounts_owner_idx" ON "accounts"("owner");

-- CreateIndex
CREATE INDEX "account_months_month_persona_idx" ON "account_months"("month", "persona");

-- AddForeignKey
ALTER TABLE "account_months" ADD CONSTRAINT "account_months_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;
