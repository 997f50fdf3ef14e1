// <gift-card>
using Actors;

namespace GiftCards;

public abstract record GiftCardCommand;
public sealed record IssueCard(decimal Amount) : GiftCardCommand;
public sealed record RedeemCard(decimal Amount) : GiftCardCommand;

public abstract record GiftCardEvent;
public sealed record CardIssued(decimal Amount) : GiftCardEvent;
public sealed record CardRedeemed(decimal Amount) : GiftCardEvent;

public sealed record GiftCard(decimal Balance) : IEntity<GiftCard, GiftCardCommand, GiftCardEvent>
{
    public static EntityType Type { get; } = new("gift-card");

    public static GiftCard Initial { get; } = new(0m);

    public static Decision<GiftCardEvent> Decide(GiftCard state, GiftCardCommand command, in DecisionContext context) => command switch
    {
        IssueCard { Amount: <= 0 } or RedeemCard { Amount: <= 0 } => new Rejection("amount-out-of-range", "An amount is above zero."),
        IssueCard issue => new CardIssued(issue.Amount),
        RedeemCard redeem when redeem.Amount > state.Balance => new Rejection("balance-too-low", $"The card holds {state.Balance}."),
        RedeemCard redeem => new CardRedeemed(redeem.Amount),
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static GiftCard Evolve(GiftCard state, GiftCardEvent @event) => @event switch
    {
        CardIssued issued => new GiftCard(state.Balance + issued.Amount),
        CardRedeemed redeemed => new GiftCard(state.Balance - redeemed.Amount),
        _ => state,
    };
}
// </gift-card>
