using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.Runtime.Tests.TestKit;

/// <summary>A simulation as a test of its own, with one attribute.</summary>
public sealed class SimulationAttributeTests
{
    private static Simulation Writing => Simulation.Of(Note.Model())
        .With(moment => Note.To($"n{moment.Random.Below(3)}", Note.Write(moment.Number)));

    [Simulation(Seeds = 5)]
    public Simulation Numbers_are_written_whatever_fails() => Writing
        .AtRest("somebody has written", states => Assert.Contains(states.All<Notebook>(), n => n.State.Numbers.Count > 0));

    [Fact]
    public async Task A_seed_that_fails_fails_the_test_and_is_told()
    {
        var failed = Assert.IsAssignableFrom<ITestFailed>(await Run(nameof(Failing.Nothing_is_ever_written)));
        Assert.Equal(typeof(SimulationFailedException).FullName, failed.ExceptionTypes[0]);
        Assert.Contains("42", failed.Messages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Failing.Not_a_simulation), "returned String")]
    [InlineData(nameof(Failing.No_seeds), "runs nothing")]
    public async Task A_method_that_would_test_nothing_fails(string method, string message)
    {
        var failed = Assert.IsAssignableFrom<ITestFailed>(await Run(method));
        Assert.Contains(message, failed.Messages[0], StringComparison.Ordinal);
    }

    /// <summary>Runs a method as xunit would, and gives how it ended.</summary>
    private static async Task<ITestResultMessage> Run(string name)
    {
        var method = Reflector.Wrap(typeof(Failing).GetMethod(name)!);
        var assembly = new TestAssembly(Reflector.Wrap(typeof(Failing).Assembly));
        var collection = new TestCollection(assembly, null, "simulations");
        var test = new TestMethod(new TestClass(collection, Reflector.Wrap(typeof(Failing))), method);
        var attribute = method.GetCustomAttributes(typeof(SimulationAttribute)).Single();
        using var bus = new Results();
        var found = new SimulationDiscoverer(new NullMessageSink()).Discover(new Defaults(), test, attribute).Single();
        using var cancellation = new CancellationTokenSource();
        await found.RunAsync(new NullMessageSink(), bus, [], new ExceptionAggregator(), cancellation);
        return Assert.Single(bus.Messages.OfType<ITestResultMessage>());
    }

#pragma warning disable xUnit1000 // Not public, so that xunit does not run these tests by itself: they must fail.
    private static class Failing
#pragma warning restore xUnit1000
    {
        [Simulation(Seeds = 1, First = 42)]
        public static Simulation Nothing_is_ever_written() => Writing
            .AtRest("nothing is written", states => Assert.All(states.All<Notebook>(), n => Assert.Empty(n.State.Numbers)));

        [Simulation]
        public static string Not_a_simulation() => "text";

        [Simulation(Seeds = 0)]
        public static Simulation No_seeds() => Writing;
    }

    private sealed class Defaults : ITestFrameworkDiscoveryOptions
    {
        public TValue GetValue<TValue>(string name) => default!;

        public void SetValue<TValue>(string name, TValue value)
        {
        }
    }

    private sealed class Results : IMessageBus
    {
        public List<IMessageSinkMessage> Messages { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            Messages.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
