-- Written by hand: what a schema file can't say.

ALTER TABLE "contacts"
  ADD CONSTRAINT "contacts_contact_id_given" CHECK (btrim("contact_id") <> ''),
  ADD CONSTRAINT "contacts_lead_disqualified" CHECK ("disqualified_on" IS NULL OR "is_lead"),
  ADD CONSTRAINT "contacts_attributes_object" CHECK (jsonb_typeof("attributes") = 'object');
