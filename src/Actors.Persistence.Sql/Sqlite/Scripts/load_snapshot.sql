SELECT as_of, version, image FROM snapshots WHERE entity_hash = ? AND entity = ?;
