using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Runtime.Tests.TrafficFines;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Fine))]
[JsonSerializable(typeof(FineCommand.Record))]
[JsonSerializable(typeof(FineCommand.Notify))]
[JsonSerializable(typeof(FineCommand.AddPenalty))]
[JsonSerializable(typeof(FineCommand.Pay))]
[JsonSerializable(typeof(FineEvent.Recorded))]
[JsonSerializable(typeof(FineEvent.Notified))]
[JsonSerializable(typeof(FineEvent.PenaltyAdded))]
[JsonSerializable(typeof(FineEvent.Paid))]
internal sealed partial class FineJson : JsonSerializerContext;
