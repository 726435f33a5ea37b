SELECT id FROM orders WHERE tenant_id = $1 AND status = 'open'
