namespace Actors.Simulation.Lanes;

/// <summary>A file of commands: the same whenever it is read.</summary>
internal sealed class FileSource(Lane lane, IReadOnlyList<OutgoingCommand> commands) : ILaneSource
{
    public Lane Lane => lane;

    public long End => commands.Count;

    public IReadOnlyList<OutgoingCommand> CommandsOf(long record) => [commands[(int)record - 1]];
}
