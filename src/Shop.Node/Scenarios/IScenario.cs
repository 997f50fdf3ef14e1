using Actors.Runtime;
using Shop.Node.Inputs;
using Shop.Node.Kafka;
using Shop.Node.ReadModels;

namespace Shop.Node.Scenarios;

/// <summary>What a run feeds to its node, and how its totals are checked from outside.</summary>
internal interface IScenario
{
    /// <summary>One line for the person who waits.</summary>
    string Title { get; }

    /// <summary>How many records the input has; <see langword="null"/> while it is not known.</summary>
    long? RecordCount { get; }

    /// <summary>What is left to do once the input is read, such as orders that have not ended; <see langword="null"/> when nothing is known.</summary>
    (long Done, long Total)? Settling { get; }

    /// <summary>Connects the inputs, to be run one after the other.</summary>
    IReadOnlyList<IInput> Connect(ActorSystem system, IInputs inputs);

    /// <summary>Waits, after each input, until everything it has led to is done.</summary>
    Task Settle(ActorSystem system, ShopReadModels models, CancellationToken cancellationToken);

    /// <summary>Adds up what the node says and what the input says, independently, and compares.</summary>
    Task<ScenarioTotals> Reconcile(ShopReadModels models, CancellationToken cancellationToken);

    /// <summary>Compares what a consumer of the published events has added up with the input, and where the input cannot tell, with the node.</summary>
    Task<IReadOnlyList<string>> Check(PublishedTotals published, ShopReadModels models, CancellationToken cancellationToken);
}
