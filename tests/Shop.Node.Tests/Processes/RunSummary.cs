using System.Globalization;
using System.Text.Json;

namespace Shop.Node.Tests.Processes;

/// <summary>The summary that a run writes for machines.</summary>
internal sealed class RunSummary(JsonElement json)
{
    public bool Reconciled => json.GetProperty("reconciled").GetBoolean();

    public long this[string name] => json.GetProperty(name).GetInt64();

    public static RunSummary Read(string path) => new(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    public decimal Amount(string name) => decimal.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    public override string ToString() => json.GetRawText();
}
