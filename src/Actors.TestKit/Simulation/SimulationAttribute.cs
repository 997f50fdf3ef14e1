using Xunit;
using Xunit.Sdk;

namespace Actors.TestKit.Simulation;

/// <summary>
/// Marks a method that makes a <see cref="Simulation"/> as a test that runs it: with fresh seeds each time, or with those that are named.
/// A seed that fails is told with its number; give that as <see cref="First"/> until the mistake is found.
/// </summary>
/// <example>
/// <code>
/// [Simulation(Seeds = 200)]
/// public Simulation No_account_is_overdrawn_whatever_fails() => Simulation.Of(model).With(...).Always(...);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Actors.TestKit.Simulation.Running.SimulationDiscoverer", "Actors.TestKit")]
public sealed class SimulationAttribute : FactAttribute
{
    /// <summary>How many seeds are run. Default 100; a hundred take a second or two.</summary>
    public int Seeds { get; set; } = 100;

    /// <summary>The first seed. Default 0: seeds that nobody has run before.</summary>
    public long First { get; set; }
}
