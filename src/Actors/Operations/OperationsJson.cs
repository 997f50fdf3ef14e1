using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.DeadLettering;

namespace Actors.Operations;

/// <summary>The JSON form of what operators and nodes say to each other: names in camel case, kinds in kebab case, no nulls.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(KebabEnum<DeadLetterStatus>), typeof(KebabEnum<DeadLetterReason>), typeof(KebabEnum<DeadLetterActionKind>),
        typeof(KebabEnum<DeadLetterReplayResult>), typeof(KebabEnum<IngressState>),
    ])]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(DeadLetterDetails))]
[JsonSerializable(typeof(DeadLetterChange))]
[JsonSerializable(typeof(DeadLetterReplay))]
[JsonSerializable(typeof(DeadLetterReplays))]
[JsonSerializable(typeof(DeadLetterSelection))]
[JsonSerializable(typeof(DeadLetterDiscard))]
[JsonSerializable(typeof(IngressList))]
[JsonSerializable(typeof(IngressChange))]
public sealed partial class OperationsJson : JsonSerializerContext;
