using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.TestKit.Simulation.Running;

/// <summary>A test that runs the simulation which its method makes.</summary>
public sealed class SimulationTestCase : XunitTestCase
{
    private int _seeds;
    private long _first;

    /// <summary>For xunit, which fills it in afterwards.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xunit's deserialization only.")]
    public SimulationTestCase()
    {
    }

    internal SimulationTestCase(IMessageSink messages, TestMethodDisplay display, ITestMethod method, int seeds, long first)
        : base(messages, display, TestMethodDisplayOptions.None, method)
    {
        (_seeds, _first) = (seeds, first);
    }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) => new SimulationTestCaseRunner(
        this, DisplayName, SkipReason, constructorArguments, messageBus, aggregator, cancellationTokenSource, Run).RunAsync();

    /// <inheritdoc/>
    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(_seeds), _seeds);
        data.AddValue(nameof(_first), _first);
    }

    /// <inheritdoc/>
    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        _seeds = data.GetValue<int>(nameof(_seeds));
        _first = data.GetValue<long>(nameof(_first));
    }

    private void Run(object? made)
    {
        if (made is not Simulation simulation)
        {
            throw new XunitException($"A method with [Simulation] returns a {nameof(Simulation)}; '{DisplayName}' returned {made?.GetType().Name ?? "nothing"}.");
        }

        if (_seeds < 1)
        {
            throw new XunitException($"[Simulation(Seeds = {_seeds})] of '{DisplayName}' runs nothing; name at least one seed.");
        }

        simulation.Run(_first == 0 ? Simulation.FreshSeed() : (ulong)_first, _seeds);
    }
}
