-- CreateTable
CREATE TABLE "experiment_results" (
    "experiment" TEXT NOT NULL,
    "persona" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "hits" INTEGER,
    "mean" DOUBLE PRECISION,
    "deviation" DOUBLE PRECISION,
    "until" DATE NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "experiment_results_pkey" PRIMARY KEY ("experiment","persona","variant")
);

-- CreateTable
CREATE TABLE "persona_guesses" (
    "key" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "persona" TEXT,
    "call" INTEGER NOT NULL,
    "function" TEXT,
    "tag_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "persona_guesses_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "persona_guesses_account_id_idx" ON "persona_guesses"("account_id");
