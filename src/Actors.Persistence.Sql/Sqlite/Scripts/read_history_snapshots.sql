SELECT entity, as_of, version, image FROM snapshots WHERE entity_hash = ?;
