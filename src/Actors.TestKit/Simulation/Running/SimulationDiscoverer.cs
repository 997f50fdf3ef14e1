using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.TestKit.Simulation.Running;

/// <summary>Tells xunit how a method with <see cref="SimulationAttribute"/> is run. xunit finds it by its name.</summary>
/// <param name="messages">Where xunit wants diagnostic messages.</param>
public sealed class SimulationDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
    [
        new SimulationTestCase(
            messages,
            discoveryOptions.MethodDisplayOrDefault(),
            testMethod,
            factAttribute.GetNamedArgument<int>(nameof(SimulationAttribute.Seeds)),
            factAttribute.GetNamedArgument<long>(nameof(SimulationAttribute.First))),
    ];
}
