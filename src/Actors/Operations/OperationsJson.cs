using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Operations;

/// <summary>The JSON form of what operators and nodes exchange.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = false)]
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
[JsonSerializable(typeof(LogLevelChange))]
public sealed partial class OperationsJson : JsonSerializerContext;
