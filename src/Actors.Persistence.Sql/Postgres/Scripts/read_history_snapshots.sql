SELECT entity_hash, entity, as_of, version, image FROM snapshots WHERE entity_hash = ANY ($1);
