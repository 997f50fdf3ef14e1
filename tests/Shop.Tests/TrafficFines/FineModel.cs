using System.Text.Json.Serialization;
using Actors.Schema;

namespace Shop.Tests.TrafficFines;

/// <summary>A second, small domain on the platform.</summary>
public static class FineModel
{
    public static ActorModel Create() => new(
    [
        EntityDefinition.For<Fine, FineCommand, FineEvent>(FineJson.Default)
            .Command<FineCommand.CreateFine>("create-fine")
            .Command<FineCommand.SendFine>("send-fine")
            .Command<FineCommand.NotifyOffender>("notify-offender")
            .Command<FineCommand.RecordPenalty>("record-penalty")
            .Command<FineCommand.ApplyPenalty>("apply-penalty")
            .Command<FineCommand.PayFine>("pay-fine")
            .Command<FineCommand.SendToCollection>("send-to-collection")
            .Command<FineCommand.RecordAppeal>("record-appeal")
            .Event<FineEvent.FineCreated>("fine-created")
            .Event<FineEvent.FineSent>("fine-sent")
            .Event<FineEvent.OffenderNotified>("offender-notified")
            .Event<FineEvent.PenaltyAdded>("penalty-added")
            .Event<FineEvent.PenaltyAssessed>("penalty-assessed")
            .Event<FineEvent.FinePaid>("fine-paid")
            .Event<FineEvent.FineSentToCollection>("fine-sent-to-collection")
            .Event<FineEvent.AppealRecorded>("appeal-recorded")
            .Build(),
    ]);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Fine))]
[JsonSerializable(typeof(FineCommand.CreateFine))]
[JsonSerializable(typeof(FineCommand.SendFine))]
[JsonSerializable(typeof(FineCommand.NotifyOffender))]
[JsonSerializable(typeof(FineCommand.RecordPenalty))]
[JsonSerializable(typeof(FineCommand.ApplyPenalty))]
[JsonSerializable(typeof(FineCommand.PayFine))]
[JsonSerializable(typeof(FineCommand.SendToCollection))]
[JsonSerializable(typeof(FineCommand.RecordAppeal))]
[JsonSerializable(typeof(FineEvent.FineCreated))]
[JsonSerializable(typeof(FineEvent.FineSent))]
[JsonSerializable(typeof(FineEvent.OffenderNotified))]
[JsonSerializable(typeof(FineEvent.PenaltyAdded))]
[JsonSerializable(typeof(FineEvent.PenaltyAssessed))]
[JsonSerializable(typeof(FineEvent.FinePaid))]
[JsonSerializable(typeof(FineEvent.FineSentToCollection))]
[JsonSerializable(typeof(FineEvent.AppealRecorded))]
internal sealed partial class FineJson : JsonSerializerContext;
