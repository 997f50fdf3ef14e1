using Actors.Benchmarks.Scenarios;
using Actors.Persistence.Sql;

namespace Actors.Benchmarks;

/// <summary>What is measured, and how long.</summary>
internal sealed record Settings
{
    /// <summary>Names of scenarios.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>Names of databases.</summary>
    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>How long each figure is measured, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The numbers of callers of the scenarios <c>callers</c>, <c>entities-100k</c> and <c>sustained</c>; empty takes those of the scenario.</summary>
    public required IReadOnlyList<int> Callers { get; init; }

    /// <summary>Whether the raw limits are left out, where only the figure itself is wanted.</summary>
    public required bool IsWithoutLimits { get; init; }

    /// <summary>How many entities are recovered, and how many are under sustained load.</summary>
    public required int Entities { get; init; }

    /// <summary>The arrivals per second of an open loop; <see langword="null"/> takes <see cref="Share"/> of what a closed loop reached just before.</summary>
    public required double? Rate { get; init; }

    /// <summary>The rate of an open loop as a share of the closed loop's.</summary>
    public required double Share { get; init; }

    /// <summary>How much longer a flush takes than the disk needs.</summary>
    public required TimeSpan FlushDelay { get; init; }

    /// <summary>How long the tail of a shard may become before it is compacted, in MiB.</summary>
    public required int TailMiB { get; init; }

    /// <summary>What that means for the journal.</summary>
    public CompactionOptions Compaction
    {
        get
        {
            var usual = new CompactionOptions();
            return usual with
            {
                TailRecords = usual.TailRecords * TailMiB,
                TailBytes = usual.TailBytes * TailMiB,
                AllTailsBytesMax = usual.AllTailsBytesMax * TailMiB,
            };
        }
    }

    /// <summary>Whether the system's cache of files takes the free memory before each scenario; see <see cref="Databases.FileCache"/>.</summary>
    public required bool IsMemoryFilled { get; init; }

    /// <summary>Whether PostgreSQL's cache lies in huge pages; see <see cref="Databases.HugePages"/>.</summary>
    public required bool HasHugePages { get; init; }

    /// <summary>How long a sustained load lasts.</summary>
    public required TimeSpan Sustained { get; init; }

    /// <summary>
    /// How much of its log a server has made before it is measured: as much as it ever keeps where it is measured for minutes, else as much
    /// as is written between two of its checkpoints.
    /// </summary>
    public int LogGigabytes => Scenarios.Contains(SustainedScenario.OwnName) ? 8 : 2;

    /// <summary>Where the figures go as JSON.</summary>
    public required FileInfo? Json { get; init; }

    /// <summary>Whether standard output gets the table of the documentation instead of lines as they come.</summary>
    public required bool IsMarkdown { get; init; }
}
