namespace Actors.Simulation.Entities;

/// <summary>Counts what reactions and lanes send to it.</summary>
/// <param name="Count">How many.</param>
/// <param name="Digest">Of all of them in their order.</param>
internal sealed record Counter(int Count, long Digest) : IEntity<Counter, Counter.Add, Counter.Added>
{
    public static EntityType Type { get; } = new("counter");

    public static Counter Initial { get; } = new(0, 23);

    public static Decision<Added> Decide(Counter state, Add command, in DecisionContext context) => new Added(command.Token);

    public static Counter Evolve(Counter state, Added @event) => new(state.Count + 1, Tokens.Digest(state.Digest, @event.Token));

    internal sealed record Add(long Token);

    internal sealed record Added(long Token) : IHasToken;
}
