-- A forecast belongs to a workspace. The account is only known once the workspace is billed.
CREATE TABLE forecasts (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    account_id   uuid REFERENCES accounts (id),
    quarter      text NOT NULL,
    cents        bigint NOT NULL,
    UNIQUE (workspace_id, quarter)
);

CREATE VIEW open_deals AS
    SELECT d.id, d.workspace_id, d.title, d.cents FROM deals d WHERE d.stage NOT IN ('won', 'lost');
