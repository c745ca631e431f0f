-- Written by hand: what a schema file can't say.

-- A version is what it was, for ever. Its author may be forgotten, which is what deleting a member does.
CREATE FUNCTION keep_entry_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    OLD.author_id := NULL;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'A version of an entry is never changed or deleted (%).', TG_OP;
END
$$;

CREATE TRIGGER keep_entry_version BEFORE UPDATE OR DELETE ON "entry_versions"
  FOR EACH ROW EXECUTE FUNCTION keep_entry_version();

CREATE TRIGGER keep_entry_versions BEFORE TRUNCATE ON "entry_versions"
  FOR EACH STATEMENT EXECUTE FUNCTION keep_entry_version();

-- The audit trail only grows. A payload may be erased, since the hash covers its digest.
CREATE FUNCTION keep_audit_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    OLD.payload := NULL;
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'A record of the audit trail is never changed or deleted (%).', TG_OP;
END
$$;

CREATE TRIGGER keep_audit_record BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION keep_audit_record();

CREATE TRIGGER keep_audit BEFORE TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_record();

-- The two tables of one row have it from the beginning, so that locking it always finds it.
ALTER TABLE "change_counter" ADD CONSTRAINT "change_counter_one_row" CHECK ("id" = 1);
INSERT INTO "change_counter" DEFAULT VALUES;

ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row" CHECK ("id" = 1);
INSERT INTO "installation" DEFAULT VALUES;
