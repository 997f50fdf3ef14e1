using Actors.Persistence.Sql;

namespace Actors.Hosting.Configuration;

/// <summary>Reads and checks when the journal files its newest records under their entities.</summary>
internal static class CompactionSettings
{
    public static CompactionOptions Read(SettingsReader settings)
    {
        var defaults = new CompactionOptions();
        var options = new CompactionOptions
        {
            TailRecords = settings.Integer(nameof(CompactionOptions.TailRecords), defaults.TailRecords),
            TailBytes = settings.Integer(nameof(CompactionOptions.TailBytes), defaults.TailBytes),
            AllTailsBytesMax = settings.Number(nameof(CompactionOptions.AllTailsBytesMax), defaults.AllTailsBytesMax),
        };
        settings.RefuseUnknown();
        return options;
    }

    public static IReadOnlyList<ConfigurationFault> Faults(CompactionOptions options, string section)
    {
        var faults = new FaultCollector(section);
        faults.InRange(nameof(options.TailRecords), options.TailRecords, 1, 1_000_000);
        faults.InRange(nameof(options.TailBytes), options.TailBytes, 1 << 10, 1 << 30);
        faults.InRange(nameof(options.AllTailsBytesMax), options.AllTailsBytesMax, 1L << 20, 64L << 30);
        return faults.Faults;
    }
}
