-- CreateTable
CREATE TABLE "leaves" (
    "member_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,
    "deputy_id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leaves_pkey" PRIMARY KEY ("member_id","from")
);

-- CreateIndex
CREATE INDEX "leaves_deputy_id_idx" ON "leaves"("deputy_id");

-- AddForeignKey
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;
