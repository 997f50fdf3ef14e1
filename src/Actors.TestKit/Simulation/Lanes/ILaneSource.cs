namespace Actors.TestKit.Simulation.Lanes;

/// <summary>An ordered source that can be read again from any place: record 1, 2, 3 and so on, each with its commands.</summary>
internal interface ILaneSource
{
    Lane Lane { get; }

    /// <summary>Its last record so far.</summary>
    long End { get; }

    /// <summary>Whether reading a record again must give the same commands; side effects may answer otherwise.</summary>
    bool IsPure { get; }

    /// <summary>The commands of a record, to be sent.</summary>
    IReadOnlyList<OutgoingCommand> Read(long record);

    /// <summary>How many commands the record must have led to, for the checkers.</summary>
    int CountOf(long record);

    /// <summary>What its commands say of their cause.</summary>
    Origin OriginOf(long record);
}
