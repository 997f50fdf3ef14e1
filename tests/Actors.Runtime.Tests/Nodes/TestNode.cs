using Actors.Projections;
using Actors.Runtime.Tests.Samples;
using Actors.Schema;

namespace Actors.Runtime.Tests.Nodes;

/// <summary>A real node on a <see cref="TestStore"/>, which can be stopped and started again on the same store.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private TestNode(TestStore store, ActorSystem system)
    {
        Store = store;
        System = system;
    }

    public TestStore Store { get; }

    public ActorSystem System { get; private set; }

    public ActorModel Model { get; private init; } = Note.Model();

    private ActorSystemOptions Options { get; init; } = new();

    private IReadOnlyList<IProjection> Projections { get; init; } = [];

    private TimeProvider Time { get; init; } = TimeProvider.System;

    public static async Task<TestNode> Start(
        ActorModel? model = null,
        TestStore? store = null,
        ActorSystemOptions? options = null,
        TimeProvider? time = null,
        params IReadOnlyList<IProjection> projections)
    {
        store ??= new TestStore();
        model ??= Note.Model();
        options ??= new ActorSystemOptions();
        time ??= TimeProvider.System;
        var system = await ActorSystem.Start(model, store, options, projections, time);
        return new TestNode(store, system) { Model = model, Options = options, Projections = projections, Time = time };
    }

    public EntityRef<NoteCommand> Notebook(string id) => System.EntityRef<Notebook, NoteCommand, NoteEvent>(id);

    public Task<Outcome> Ask(string id, NoteCommand command, string? commandId = null, TimeSpan? timeout = null) =>
        Notebook(id).Ask(command, new AskOptions
        {
            Id = commandId is null ? null : new CommandId(commandId),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        });

    public Task<EntityView> View(string id) => System.Region.View(Note.Key(id), TimeSpan.FromSeconds(30), CancellationToken.None);

    /// <summary>The durable numbers of a notebook.</summary>
    public async Task<IReadOnlyList<long>> Numbers(string id) => ((Notebook)(await View(id)).State).Numbers;

    /// <summary>Stops, and starts again on the same store, with another version of the application where one is given.</summary>
    public async Task Restart(ActorModel? model = null)
    {
        await System.DisposeAsync();
        System = await ActorSystem.Start(model ?? Model, Store, Options, Projections, Time);
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
