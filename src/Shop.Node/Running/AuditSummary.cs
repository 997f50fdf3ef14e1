using System.Text.Json.Serialization;

namespace Shop.Node.Running;

/// <summary>The result of an audit for machines.</summary>
internal sealed record AuditSummary(int Shards, long Records, long Entities, long FaultCount, IReadOnlyList<string> Faults);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(AuditSummary))]
internal sealed partial class AuditJson : JsonSerializerContext;
