namespace Actors.Simulation.Lanes;

/// <summary>An ordered source that can be read again from any place: record 1, 2, 3 and so on, each with its commands.</summary>
internal interface ILaneSource
{
    Lane Lane { get; }

    /// <summary>Its last record so far.</summary>
    long End { get; }

    IReadOnlyList<OutgoingCommand> CommandsOf(long record);
}
