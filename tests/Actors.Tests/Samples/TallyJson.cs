using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Tests.Samples;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(TallyCommand.Add))]
[JsonSerializable(typeof(TallyCommand.AddAll))]
[JsonSerializable(typeof(TallyCommand.Refuse))]
[JsonSerializable(typeof(TallyCommand.Look))]
[JsonSerializable(typeof(TallyCommand.Break))]
[JsonSerializable(typeof(TallyCommand.AddLater))]
[JsonSerializable(typeof(TallyEvent.Added))]
[JsonSerializable(typeof(TallyEvent.AddedV1))]
[JsonSerializable(typeof(TallyEvent.AddedV2))]
[JsonSerializable(typeof(LastNumber))]
[JsonSerializable(typeof(LastNumber.Answer))]
internal sealed partial class TallyJson : JsonSerializerContext;
