// <gift-card-tests>
using Actors.TestKit.Specifications;
using Xunit;

namespace GiftCards.Tests;

public sealed class GiftCardTests
{
    [Fact]
    public void A_card_pays_what_it_holds() => Card().Given(new CardIssued(50m))
        .When(new RedeemCard(20m)).Then(new CardRedeemed(20m))
        .ThenState(card => Assert.Equal(30m, card.Balance));

    [Fact]
    public void A_card_pays_no_more_than_it_holds() => Card().Given(new CardIssued(50m), new CardRedeemed(20m))
        .When(new RedeemCard(31m)).ThenRejected("balance-too-low");

    private static EntitySpecification<GiftCard, GiftCardCommand, GiftCardEvent> Card() => new(GiftCardModel.Create(), "G-1");
}
// </gift-card-tests>
