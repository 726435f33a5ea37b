DROP VIEW open_deals;
DROP TABLE forecasts;
