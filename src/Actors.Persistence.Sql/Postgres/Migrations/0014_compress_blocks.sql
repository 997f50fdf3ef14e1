-- Blocks are stored compressed where they have more than 2 kB: neighbouring records repeat the names of fields, types and entities, and half
-- as many bytes go to the log, the tables and the standbys. The server does it, so the views read them as before; a piece larger than a page
-- is still stored outside. A server that was built without LZ4, or is older than 14, keeps them as they are; to the latter the words themselves are
-- an error, so they are not read before they are needed. Rows that are there stay as they are.
DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 140000 THEN
        RETURN;
    END IF;

    EXECUTE 'ALTER TABLE blocks ALTER COLUMN data SET COMPRESSION lz4';
    EXECUTE 'ALTER TABLE chunks ALTER COLUMN data SET COMPRESSION lz4';
    ALTER TABLE blocks ALTER COLUMN data SET STORAGE MAIN;
    ALTER TABLE chunks ALTER COLUMN data SET STORAGE MAIN;
    ALTER TABLE blocks RESET (toast_tuple_target);
    ALTER TABLE chunks RESET (toast_tuple_target);
EXCEPTION
    WHEN feature_not_supported THEN
        RAISE NOTICE 'This server has no LZ4: blocks are stored as they are.';
END
$$;
