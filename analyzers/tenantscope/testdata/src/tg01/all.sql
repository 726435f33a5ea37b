SELECT id FROM orders WHERE status = 'open'
