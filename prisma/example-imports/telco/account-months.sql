-- The months of the same customers, reconstructed: the file says how long somebody has been a customer and what the
-- month costs now, not what it cost before. So the months are marked, and compared with no month before.
-- npm run -s dramatis -- import-accounts customers.csv --map prisma/example-imports/telco/account-months.sql
WITH snapshot AS (
  -- The month in which the file was taken, by its first day.
  SELECT DATE '2026-10-01' AS month
),
customers AS (
  SELECT
    customerID AS account_id,
    CAST(tenure AS INTEGER) AS months_active,
    CAST(MonthlyCharges AS DECIMAL(18, 4)) AS mrr,
    Churn = 'Yes' AS left_in_snapshot
  FROM input
),
active AS (
  -- 0 is the month of the snapshot. Tenure 0 gives no row.
  SELECT *, unnest(range(months_active)) AS months_ago FROM customers
)
SELECT
  account_id,
  month - to_months(months_ago) AS month,
  CASE WHEN months_ago = months_active - 1 THEN 0 ELSE mrr END AS mrr_start,
  CASE WHEN months_ago = months_active - 1 THEN mrr ELSE 0 END AS mrr_new,
  CASE WHEN months_ago = 0 AND left_in_snapshot THEN mrr ELSE 0 END AS mrr_churned,
  CASE WHEN months_ago = 0 AND left_in_snapshot THEN 0 ELSE mrr END AS mrr_end,
  true AS reconstructed
FROM active, snapshot
