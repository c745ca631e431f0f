-- The customers of the public Telco churn file as accounts. input is the file; every column of it is text.
-- npm run -s dramatis -- import-accounts customers.csv --map prisma/example-imports/telco/accounts.sql
WITH snapshot AS (
  -- The month in which the file was taken, by its first day.
  SELECT DATE '2026-10-01' AS month
),
customers AS (
  SELECT
    *,
    CAST(tenure AS INTEGER) AS months_active,
    len(list_filter(
      [OnlineSecurity, OnlineBackup, DeviceProtection, TechSupport, StreamingTV, StreamingMovies],
      lambda answer: answer = 'Yes'
    )) AS extras
  FROM input
)
SELECT
  customerID AS account_id,
  'Customer ' || customerID AS name,
  CASE
    WHEN InternetService = 'No' THEN 'Phone-only Paul'
    WHEN Contract = 'Month-to-month' AND InternetService = 'Fiber optic' THEN 'Fibre Fay'
    WHEN Contract = 'Month-to-month' THEN 'Try-out Tim'
    WHEN extras >= 3 THEN 'Bundle Bea'
    ELSE 'Contract Carl'
  END AS persona,
  -- Tenure 1 is the month of the snapshot itself. Tenure 0 starts in the month after it.
  month - to_months(months_active - 1) AS started_on,
  CASE WHEN Churn = 'Yes' THEN last_day(month) END AS ended_on,
  -- Columns that accounts don't have become attributes.
  Contract AS contract,
  InternetService AS internet,
  PaymentMethod AS payment,
  extras,
  months_active,
  -- Blank for the 11 customers who have not been billed yet.
  TRY_CAST(trim(TotalCharges) AS DECIMAL(18, 4)) AS total_charges
FROM customers, snapshot
