namespace Actors.Hosting.Tests.Node;

/// <summary>A small entity with everything the HTTP interface shows: events, rejections, bugs, and queries of several forms.</summary>
internal sealed record Basket(IReadOnlyDictionary<string, int> Lines, bool IsCheckedOut) : IEntity<Basket, BasketCommand, BasketEvent>
{
    public static EntityType Type { get; } = new("basket");

    public static Basket Initial { get; } = new(new Dictionary<string, int>(), false);

    public static Decision<BasketEvent> Decide(Basket state, BasketCommand command, in DecisionContext context) => command switch
    {
        _ when state.IsCheckedOut => new Rejection("checked-out", "The basket is checked out already."),
        AddItem add => Decision<BasketEvent>.Accept([.. Enumerable.Repeat(new ItemAdded(add.Sku, add.Quantity), add.Times)]),
        CheckOut => new CheckedOut(),
        _ => throw new InvalidOperationException("A bug in the domain."),
    };

    public static Basket Evolve(Basket state, BasketEvent @event) => @event switch
    {
        ItemAdded added => state with
        {
            Lines = new SortedDictionary<string, int>(state.Lines.ToDictionary(), StringComparer.Ordinal)
            {
                [added.Sku] = state.Lines.GetValueOrDefault(added.Sku) + added.Quantity,
            },
        },
        CheckedOut => state with { IsCheckedOut = true },
        _ => state,
    };
}
