DROP TABLE plans;
DROP TABLE logins;
DROP TABLE memberships;
DROP TABLE users;
DROP TABLE organizations;
