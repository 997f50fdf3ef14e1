-- While this holds the mark, nobody moves it and nobody throws the chunks away.
SELECT shard FROM compactions WHERE shard = $1 AND rebuilds = $2 AND up_to = $3 FOR SHARE;
