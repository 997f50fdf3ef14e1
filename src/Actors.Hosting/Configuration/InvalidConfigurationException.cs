namespace Actors.Hosting.Configuration;

/// <summary>The node refuses to start with these settings. The message names every one that is wrong, so that one look mends all.</summary>
/// <param name="faults">What is wrong; at least one.</param>
public sealed class InvalidConfigurationException(IReadOnlyList<ConfigurationFault> faults)
    : Exception(Describe(faults))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;

    private static string Describe(IReadOnlyList<ConfigurationFault> faults) =>
        $"The configuration has {(faults.Count == 1 ? "1 fault" : $"{faults.Count} faults")}; nothing was started:"
        + string.Concat(faults.Select(f => $"{Environment.NewLine}  {f}"));
}
