using Actors.Runtime;

namespace Actors.Hosting.Configuration;

/// <summary>Reads and checks how read models are rebuilt.</summary>
internal static class ProjectionSettings
{
    public static ProjectionOptions Read(SettingsReader settings)
    {
        var defaults = new ProjectionOptions();
        var options = new ProjectionOptions
        {
            RebuildRecordsPerSecond = settings.Integer(nameof(ProjectionOptions.RebuildRecordsPerSecond), defaults.RebuildRecordsPerSecond),
            RebuildParallelism = settings.Integer(nameof(ProjectionOptions.RebuildParallelism), defaults.RebuildParallelism),
            RebuildBatchMax = settings.Integer(nameof(ProjectionOptions.RebuildBatchMax), defaults.RebuildBatchMax),
            CaughtUpLag = settings.Integer(nameof(ProjectionOptions.CaughtUpLag), defaults.CaughtUpLag),
            LookEvery = settings.Duration(nameof(ProjectionOptions.LookEvery), defaults.LookEvery),
            SwitchPatience = settings.Duration(nameof(ProjectionOptions.SwitchPatience), defaults.SwitchPatience),
        };
        settings.RefuseUnknown();
        return options;
    }

    public static IReadOnlyList<ConfigurationFault> Faults(ProjectionOptions options, string section)
    {
        var faults = new FaultCollector(section);
        faults.InRange(nameof(options.RebuildRecordsPerSecond), options.RebuildRecordsPerSecond, 0, 100_000_000);
        faults.InRange(nameof(options.RebuildParallelism), options.RebuildParallelism, 1, 64);
        faults.InRange(nameof(options.RebuildBatchMax), options.RebuildBatchMax, 1, 100_000);
        faults.InRange(nameof(options.CaughtUpLag), options.CaughtUpLag, 0, 10_000_000);
        faults.InRange(nameof(options.LookEvery), options.LookEvery, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        faults.InRange(nameof(options.SwitchPatience), options.SwitchPatience, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        return faults.Faults;
    }
}
