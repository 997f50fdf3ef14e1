using System.Buffers;
using Actors.Journal.Blocks;
using Npgsql;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// Chunks in the binary form of COPY, written as one piece: to insert them one by one with a check for conflicts costs the server
/// about three times as much.
/// </summary>
internal static class ChunkCopy
{
    private const int FieldsOfRow = 5;
    private const int FixedBytesOfRow = sizeof(short) + (FieldsOfRow * sizeof(int)) + sizeof(int) + (3 * sizeof(long));

    /// <summary>Copies chunks in the connection's transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The COPY statement: shard, entity_hash, last_seq, first_seq, data.</param>
    /// <param name="chunks">The chunks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task Run(
        NpgsqlConnection connection, string sql, IReadOnlyList<Block> chunks, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 + chunks.Sum(chunk => FixedBytesOfRow + chunk.Stored.Length));
        try
        {
            var length = Encode(chunks, buffer);
            var stream = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Encode(IReadOnlyList<Block> chunks, Span<byte> buffer)
    {
        var rest = Header(buffer);
        foreach (var chunk in chunks)
        {
            WriteInt16BigEndian(rest, FieldsOfRow);
            rest = rest[sizeof(short)..];
            rest = Field(rest, chunk.Shard.Value);
            rest = Field(rest, unchecked((long)chunk.Hash(0)));
            rest = Field(rest, chunk.Last.Value);
            rest = Field(rest, chunk.First.Value);
            WriteInt32BigEndian(rest, chunk.Stored.Length);
            chunk.Stored.Span.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + chunk.Stored.Length)..];
        }

        WriteInt16BigEndian(rest, -1);
        return buffer.Length - rest.Length + sizeof(short);
    }

    /// <summary>The signature, no flags, no extension.</summary>
    private static Span<byte> Header(Span<byte> buffer)
    {
        ReadOnlySpan<byte> header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        header.CopyTo(buffer);
        return buffer[header.Length..];
    }

    private static Span<byte> Field(Span<byte> rest, int value)
    {
        WriteInt32BigEndian(rest, sizeof(int));
        WriteInt32BigEndian(rest[sizeof(int)..], value);
        return rest[(2 * sizeof(int))..];
    }

    private static Span<byte> Field(Span<byte> rest, long value)
    {
        WriteInt32BigEndian(rest, sizeof(long));
        WriteInt64BigEndian(rest[sizeof(int)..], value);
        return rest[(sizeof(int) + sizeof(long))..];
    }
}
