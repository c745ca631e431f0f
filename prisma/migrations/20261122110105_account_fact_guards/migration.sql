-- Written by hand: what a schema file can't say.

ALTER TABLE "deals"
  ADD CONSTRAINT "deals_outcome_known" CHECK ("outcome" IN ('won', 'lost', 'open')),
  ADD CONSTRAINT "deals_closes_after_opening" CHECK ("closed_on" >= "opened_on"),
  ADD CONSTRAINT "deals_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

ALTER TABLE "tickets"
  ADD CONSTRAINT "tickets_resolved_after_opening" CHECK ("resolved_at" >= "opened_at"),
  ADD CONSTRAINT "tickets_cost_range" CHECK ("cost" >= 0 AND "cost" < 1e14),
  ADD CONSTRAINT "tickets_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

ALTER TABLE "surveys"
  ADD CONSTRAINT "surveys_kind_known" CHECK ("kind" IN ('nps', 'csat')),
  ADD CONSTRAINT "surveys_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

ALTER TABLE "touches"
  ADD CONSTRAINT "touches_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

ALTER TABLE "spend"
  ADD CONSTRAINT "spend_first_day" CHECK (EXTRACT(DAY FROM "month") = 1),
  ADD CONSTRAINT "spend_amount_range" CHECK ("amount" >= 0 AND "amount" < 1e14),
  ADD CONSTRAINT "spend_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');

ALTER TABLE "events"
  ADD CONSTRAINT "events_family_known" CHECK ("family" IN ('behavioural', 'communication', 'support', 'monetary')),
  ADD CONSTRAINT "events_properties_object" CHECK (jsonb_typeof("properties") = 'object');

ALTER TABLE "persona_tags"
  ADD CONSTRAINT "persona_tags_subject_known" CHECK ("subject" IN ('account', 'contact')),
  ADD CONSTRAINT "persona_tags_method_known" CHECK ("method" IN ('manual', 'self-selection', 'crm', 'rule', 'support')),
  ADD CONSTRAINT "persona_tags_confidence_range" CHECK ("confidence" BETWEEN 0 AND 1),
  ADD CONSTRAINT "persona_tags_ends_after_start" CHECK ("until" >= "since");

-- Each method says one thing at a time.
CREATE UNIQUE INDEX "persona_tags_one_open" ON "persona_tags"("subject", "subject_id", "method") WHERE "until" IS NULL;
