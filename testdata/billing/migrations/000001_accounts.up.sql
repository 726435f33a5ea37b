CREATE TABLE organizations (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  handle     VARCHAR(63)  NOT NULL,
  name       VARCHAR(255) NOT NULL,
  created_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY organizations_handle (handle)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE users (
  id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  email         VARCHAR(255) NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY users_email (email)
) ENGINE = InnoDB;

CREATE TABLE memberships (
  organization_id BIGINT UNSIGNED NOT NULL,
  user_id         BIGINT UNSIGNED NOT NULL,
  role            VARCHAR(31) NOT NULL DEFAULT 'viewer',
  PRIMARY KEY (organization_id, user_id),
  CONSTRAINT memberships_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT memberships_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- A browser's login. The cookie's digest is kept, never the cookie.
CREATE TABLE logins (
  token_hash      BINARY(32) NOT NULL,
  organization_id BIGINT UNSIGNED NOT NULL,
  user_id         BIGINT UNSIGNED NOT NULL,
  expires_at      DATETIME(6) NOT NULL,
  PRIMARY KEY (token_hash),
  CONSTRAINT logins_organization FOREIGN KEY (organization_id) REFERENCES organizations (id)
) ENGINE = InnoDB;

-- Price lists are the same for everybody.
CREATE TABLE plans (
  code        VARCHAR(31) NOT NULL,
  price_cents BIGINT NOT NULL,
  PRIMARY KEY (code)
) ENGINE = InnoDB;
INSERT INTO plans (code, price_cents) VALUES ('free', 0), ('team', 4900), ('scale', 49900);
