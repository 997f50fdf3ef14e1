using System.Text.Json;
using Actors.Operations;

namespace Actors.Hosting.Operator;

/// <summary>
/// The audit of one node: an append-only file with a line for each stage of a change. A line is on the disk before the work goes
/// on: what cannot be written down is not done. Thread-safe.
/// </summary>
internal sealed class AuditFile(string path) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Writes an entry; when it returns, the entry survives a crash of the machine.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task Append(AuditEntry entry, CancellationToken cancellationToken)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, OperationsJson.Default.AuditEntry);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            await file.WriteAsync((byte[])[.. line, (byte)'\n'], CancellationToken.None); // Whole lines only, whoever gives up.
            file.Flush(flushToDisk: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The last entries, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> Last(int count, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var last = new Queue<AuditEntry>();
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            if (Parse(line) is not { } entry)
                continue;
            if (last.Count == count)
            {
                last.Dequeue();
            }

            last.Enqueue(entry);
        }

        return [.. last];
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>A crash may have left half a line; it was no promise to anybody.</summary>
    private static AuditEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, OperationsJson.Default.AuditEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
