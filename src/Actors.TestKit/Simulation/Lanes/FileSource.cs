namespace Actors.TestKit.Simulation.Lanes;

/// <summary>A file of commands: the same whenever it is read.</summary>
internal sealed class FileSource(Lane lane, IReadOnlyList<OutgoingCommand> commands) : ILaneSource
{
    public Lane Lane => lane;

    public long End => commands.Count;

    public bool IsPure => true;

    public IReadOnlyList<OutgoingCommand> Read(long record) => [commands[(int)record - 1]];

    public int CountOf(long record) => 1;

    public Origin OriginOf(long record) => Origin.Unknown with { CorrelationId = $"{lane}:{record}" };
}
