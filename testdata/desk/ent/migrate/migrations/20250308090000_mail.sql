-- Tables that are reached with SQL only.
CREATE TABLE "mailboxes" (
  "address" TEXT NOT NULL PRIMARY KEY,
  "tenant_id" TEXT NOT NULL,
  "secret_hash" BLOB NOT NULL UNIQUE
);

-- Message ids are chosen by the senders' mail programs.
CREATE TABLE "mail_log" (
  "id" INTEGER PRIMARY KEY,
  "tenant_id" TEXT NOT NULL,
  "message_id" TEXT NOT NULL UNIQUE,
  "ticket_id" INTEGER REFERENCES "tickets" ("id"),
  "state" TEXT NOT NULL DEFAULT 'new'
);

CREATE TABLE "sla_targets" (
  "tenant_id" TEXT NOT NULL,
  "priority" INTEGER NOT NULL,
  "minutes" INTEGER NOT NULL,
  PRIMARY KEY ("tenant_id", "priority")
);

CREATE TABLE "chat_sessions" (
  "id" INTEGER PRIMARY KEY,
  "tenant_id" TEXT NOT NULL,
  "session_id" TEXT NOT NULL UNIQUE,
  "transcript" TEXT NOT NULL DEFAULT ''
);

-- No tenant of its own: it belongs to its comment's ticket's.
CREATE TABLE "attachments" (
  "id" INTEGER PRIMARY KEY,
  "comment_id" INTEGER NOT NULL REFERENCES "comments" ("id"),
  "name" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL
);

-- Holidays are the same for everybody.
CREATE TABLE "holidays" (
  "day" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL
);
