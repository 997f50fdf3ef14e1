// <gift-card-model>
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Schema;

namespace GiftCards;

public static class GiftCardModel
{
    public static ActorModel Create() => new(
    [
        EntityDefinition.For<GiftCard, GiftCardCommand, GiftCardEvent>(GiftCardJson.Default)
            .Command<IssueCard>("issue-card").Command<RedeemCard>("redeem-card")
            .Event<CardIssued>("card-issued").Event<CardRedeemed>("card-redeemed")
            .Build(),
    ]);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GiftCard))]
[JsonSerializable(typeof(IssueCard)), JsonSerializable(typeof(RedeemCard))]
[JsonSerializable(typeof(CardIssued)), JsonSerializable(typeof(CardRedeemed))]
internal sealed partial class GiftCardJson : JsonSerializerContext;
// </gift-card-model>
