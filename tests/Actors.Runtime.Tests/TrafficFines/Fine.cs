using Actors.Schema;

namespace Actors.Runtime.Tests.TrafficFines;

/// <summary>A traffic fine: a running total of payments, and a penalty sixty days after the offender was notified.</summary>
public sealed record Fine : IEntity<Fine, FineCommand, FineEvent>
{
    public static readonly TimeSpan PenaltyDelay = TimeSpan.FromDays(60);

    public static EntityType Type { get; } = new("fine");

    public static Fine Initial { get; } = new();

    public static EntityDefinition Definition { get; } = EntityDefinition.For<Fine, FineCommand, FineEvent>(FineJson.Default)
        .Command<FineCommand.Record>("record").Command<FineCommand.Notify>("notify").Command<FineCommand.AddPenalty>("add-penalty")
        .Command<FineCommand.Pay>("pay").Event<FineEvent.Recorded>("recorded").Event<FineEvent.Notified>("notified")
        .Event<FineEvent.PenaltyAdded>("penalty-added").Event<FineEvent.Paid>("paid").Build();

    public long PaidCents { get; init; }

    public static Decision<FineEvent> Decide(Fine state, FineCommand command, in DecisionContext context) => command switch
    {
        FineCommand.Notify => Decision<FineEvent>.Accept(new FineEvent.Notified())
            .SetTimer("penalty", context.Time + PenaltyDelay, new FineCommand.AddPenalty()),
        FineCommand.AddPenalty => new FineEvent.PenaltyAdded(context.Time),
        FineCommand.Pay pay => new FineEvent.Paid(pay.Cents, state.PaidCents + pay.Cents),
        FineCommand.Record record => new FineEvent.Recorded(record.Activity),
        _ => Decision<FineEvent>.Nothing,
    };

    public static Fine Evolve(Fine state, FineEvent @event) =>
        @event is FineEvent.Paid paid ? state with { PaidCents = paid.TotalCents } : state;
}
