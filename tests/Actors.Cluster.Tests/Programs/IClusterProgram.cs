using Actors.Cluster.Tests.Network;
using Actors.Schema;

namespace Actors.Cluster.Tests.Programs;

/// <summary>An application whose nodes are put through drills.</summary>
internal interface IClusterProgram
{
    /// <summary>The program's project.</summary>
    string Project { get; }

    /// <summary>Whether its nodes can listen elsewhere than on loopback.</summary>
    bool RunsInNetwork { get; }

    /// <summary>The application.</summary>
    ActorModel Model { get; }

    /// <summary>The topic from which its nodes take commands besides those of HTTP; <see langword="null"/> for none.</summary>
    ProgramTopic? Topic => null;

    /// <summary>The words that start a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="postgres">Its database.</param>
    /// <param name="place">Where it listens; <see langword="null"/> for loopback.</param>
    IReadOnlyList<string> Arguments(string name, string postgres, NetworkPlace? place);

    /// <summary>What clients send before the load begins.</summary>
    IEnumerable<ProgramCommand> Openings();

    /// <summary>What a client sends next.</summary>
    ProgramCommand? Next(Random random);

    /// <summary>A command that every entity of a number accepts at any time after its opening, and that changes it.</summary>
    ProgramCommand Probe(int number);

    /// <summary>The command that makes the entity of a number ready to be probed; <see langword="null"/> where it needs none.</summary>
    ProgramCommand? OpenProbe(int number);

    /// <summary>Begins to follow a journal.</summary>
    IProgramBooks OpenBooks();
}
