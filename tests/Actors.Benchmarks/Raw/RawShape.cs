namespace Actors.Benchmarks.Raw;

/// <summary>What a bare loop writes.</summary>
/// <param name="Writers">How many connections write at once; each has shards of its own.</param>
/// <param name="Records">How many records are in one commit of one writer.</param>
/// <param name="Shards">Over how many shards a writer's records are spread.</param>
/// <param name="PayloadBytes">The payload of one record.</param>
/// <param name="Entities">About how many entities they are.</param>
internal sealed record RawShape(int Writers, int Records, int Shards, int PayloadBytes, int Entities)
{
    private const int RecordsMax = 1000;

    /// <summary>The best that this many callers can fill: no commit can hold more records than they have under way.</summary>
    public static RawShape For(int writersMax, int shards, int callers, int events, int payloadBytes, int entities)
    {
        var writers = Math.Min(Math.Min(writersMax, callers), shards);
        var records = Math.Clamp(callers * events / writers, 1, RecordsMax);
        return new RawShape(writers, records, Math.Min(records, shards / writers), payloadBytes, entities);
    }
}
