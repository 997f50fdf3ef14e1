using System.Reflection;
using Xunit.Sdk;

namespace Actors.TestKit.Simulation.Running;

/// <summary>Runs a test whose method makes what is then run.</summary>
internal sealed class SimulationTestCaseRunner(
    IXunitTestCase testCase,
    string displayName,
    string skipReason,
    object[] constructorArguments,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation,
    Action<object?> run)
    : XunitTestCaseRunner(testCase, displayName, skipReason, constructorArguments, [], messageBus, aggregator, cancellation)
{
    protected override XunitTestRunner CreateTestRunner(
        Xunit.Abstractions.ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) => new Runner(
        test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellationTokenSource, run);

    private sealed class Runner(
        Xunit.Abstractions.ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] arguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> attributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation,
        Action<object?> run)
        : XunitTestRunner(test, messageBus, testClass, constructorArguments, testMethod, arguments, skipReason, attributes, aggregator, cancellation)
    {
        protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) => new Invoker(
            Test, MessageBus, TestClass, ConstructorArguments, TestMethod, TestMethodArguments, BeforeAfterAttributes, aggregator, CancellationTokenSource, run)
            .RunAsync();
    }

    private sealed class Invoker(
        Xunit.Abstractions.ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] arguments,
        IReadOnlyList<BeforeAfterTestAttribute> attributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation,
        Action<object?> run)
        : XunitTestInvoker(test, messageBus, testClass, constructorArguments, testMethod, arguments, attributes, aggregator, cancellation)
    {
        protected override object? CallTestMethod(object testClassInstance)
        {
            run(base.CallTestMethod(testClassInstance));
            return null;
        }
    }
}
