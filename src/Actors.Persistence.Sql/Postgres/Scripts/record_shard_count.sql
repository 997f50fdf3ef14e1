INSERT INTO settings (name, value) VALUES ('shard_count', $1) ON CONFLICT (name) DO NOTHING;
