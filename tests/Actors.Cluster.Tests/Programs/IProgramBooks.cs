using Actors.Journal;

namespace Actors.Cluster.Tests.Programs;

/// <summary>Follows a journal of an application, and tells whether its sums are right. One caller at a time.</summary>
internal interface IProgramBooks
{
    /// <summary>Whether everything that was begun has come to its end.</summary>
    bool IsAtRest { get; }

    /// <summary>What is wrong once all is at rest.</summary>
    IEnumerable<string> Faults { get; }

    /// <summary>Reads what was committed since the last call.</summary>
    Task ReadOn(IJournal journal);
}
