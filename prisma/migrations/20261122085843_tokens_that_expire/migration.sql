-- CreateTable
CREATE TABLE "workspace_token" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "given" TEXT NOT NULL,
    "token" TEXT,
    "refresh_token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "refreshing_until" TIMESTAMPTZ(3),

    CONSTRAINT "workspace_token_pkey" PRIMARY KEY ("id")
);
