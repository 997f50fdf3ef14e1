using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.DeadLettering;
using Actors.Projections;

namespace Actors.Operations;

/// <summary>The JSON form of what operators and nodes say to each other: names in camel case, kinds in kebab case, no nulls.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(KebabEnum<DeadLetterStatus>), typeof(KebabEnum<DeadLetterReason>), typeof(KebabEnum<DeadLetterActionKind>),
        typeof(KebabEnum<DeadLetterReplayResult>), typeof(KebabEnum<IngressState>), typeof(KebabEnum<BuildPhase>),
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
[JsonSerializable(typeof(ChangeRequest))]
[JsonSerializable(typeof(ChangeResult))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
[JsonSerializable(typeof(ActorHierarchy))]
[JsonSerializable(typeof(JournalStatistics))]
[JsonSerializable(typeof(IReadOnlyList<ReaderInfo>))]
[JsonSerializable(typeof(IReadOnlyList<TimerInfo>))]
[JsonSerializable(typeof(NodeDump))]
[JsonSerializable(typeof(IReadOnlyList<NodeSetting>))]
[JsonSerializable(typeof(IReadOnlyList<LogLine>))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(IReadOnlyList<ProjectionAudit>))]
[JsonSerializable(typeof(LogLevelChange))]
[JsonSerializable(typeof(ProjectionInfo))]
[JsonSerializable(typeof(IReadOnlyList<ProjectionInfo>))]
[JsonSerializable(typeof(ProjectionRequest))]
[JsonSerializable(typeof(NodeAnswers))]
[JsonSerializable(typeof(ClusterInfo))]
[JsonSerializable(typeof(MemberChange))]
[JsonSerializable(typeof(DeadLetterEditRequest))]
[JsonSerializable(typeof(DeadLetterSelectionRequest))]
[JsonSerializable(typeof(IReadOnlyList<EgressInfo>))]
[JsonSerializable(typeof(EntitySightings))]
[JsonSerializable(typeof(JournalAuditProgress))]
[JsonSerializable(typeof(IReadOnlyList<PaletteCommand>))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
public sealed partial class OperationsJson : JsonSerializerContext;
