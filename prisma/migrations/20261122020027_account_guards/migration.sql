-- Written by hand: what a schema file can't say.

ALTER TABLE "accounts"
  ADD CONSTRAINT "accounts_account_id_given" CHECK (btrim("account_id") <> ''),
  ADD CONSTRAINT "accounts_ends_after_start" CHECK ("ended_on" >= "started_on"),
  ADD CONSTRAINT "accounts_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

-- NaN counts as greater than every number, so that an upper bound keeps it out.
ALTER TABLE "account_months"
  ADD CONSTRAINT "account_months_first_day" CHECK (EXTRACT(DAY FROM "month") = 1),
  ADD CONSTRAINT "account_months_mrr_range" CHECK (
    LEAST("mrr_start", "mrr_new", "mrr_reactivation", "mrr_expansion", "mrr_contraction", "mrr_churned", "mrr_end") >= 0
    AND GREATEST("mrr_start", "mrr_new", "mrr_reactivation", "mrr_expansion", "mrr_contraction", "mrr_churned", "mrr_end") < 1e14
  ),
  ADD CONSTRAINT "account_months_mrr_equation" CHECK (
    "mrr_end" = "mrr_start" + "mrr_new" + "mrr_reactivation" + "mrr_expansion" - "mrr_contraction" - "mrr_churned"
  ),
  ADD CONSTRAINT "account_months_support_range" CHECK ("tickets" >= 0 AND "support_cost" >= 0 AND "support_cost" < 1e14),
  ADD CONSTRAINT "account_months_active_days_range" CHECK ("active_days" BETWEEN 0 AND 31),
  ADD CONSTRAINT "account_months_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

-- Chunks live for the length of an import and are large: no write-ahead log, no compression.
ALTER TABLE "import_chunks" SET UNLOGGED;
ALTER TABLE "import_chunks" ALTER COLUMN "columns" SET STORAGE EXTERNAL;
