-- The tables of the models are made by AutoMigrate. What it cannot express is here.
CREATE TABLE exchange_rates (
    currency   text PRIMARY KEY,
    per_euro   numeric NOT NULL,
    fetched_at timestamptz NOT NULL DEFAULT now()
);
