INSERT INTO settings (name, value) VALUES ('shard_count', ?) ON CONFLICT (name) DO NOTHING;
