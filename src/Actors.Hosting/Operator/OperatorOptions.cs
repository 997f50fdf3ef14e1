using Actors.Hosting.Access;
using Actors.Hosting.Configuration;

namespace Actors.Hosting.Operator;

/// <summary>Who may operate a node, and where it is written down. Section <c>Actors:Operator</c>.</summary>
public sealed record OperatorOptions
{
    /// <summary>The token that operators must bring. Default: none, and then only this machine is served. At least 16 characters.</summary>
    public string? Token { get; init; }

    /// <summary>A file with a line for each token: <c>TOKEN</c>, <c>NAME TOKEN</c> or <c>NAME TOKEN read-only</c>; instead of <see cref="Token"/>. It is read again while the node runs.</summary>
    public string? TokenFile { get; init; }

    /// <summary>
    /// The file to which every change is written, whole lines of JSON, never changed. Default: <c>audit.jsonl</c> in
    /// <see cref="ActorsOptions.DataDirectory"/>.
    /// </summary>
    public string? AuditFile { get; init; }

    /// <summary>How many lines of the log are kept in memory for <c>pbm log tail</c>. Default 1,000; 0 to 100,000.</summary>
    public int LogLinesMax { get; init; } = 1000;

    /// <summary>How long a node waits for another one that it asks for an operator. Default 5 s, as long as a node waits for its own parts; 100 ms to 5 min.</summary>
    public TimeSpan NodeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with these options; empty when nothing is.</summary>
    /// <param name="section">The prefix of the keys in the faults.</param>
    public IReadOnlyList<ConfigurationFault> Faults(string section = "Actors:Operator")
    {
        var faults = new FaultCollector(section);
        TokenSetting.Check(faults, Token, TokenFile);
        faults.InRange(nameof(LogLinesMax), LogLinesMax, 0, 100_000);
        faults.InRange(nameof(NodeTimeout), NodeTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        return faults.Faults;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(OperatorOptions)} {{ {nameof(AuditFile)} = {AuditFile} }}"; // Never the token.

    internal static OperatorOptions Read(SettingsReader settings)
    {
        var defaults = new OperatorOptions();
        var options = new OperatorOptions
        {
            Token = settings.Text(nameof(Token), null),
            TokenFile = settings.Text(nameof(TokenFile), null),
            AuditFile = settings.Text(nameof(AuditFile), null),
            LogLinesMax = settings.Integer(nameof(LogLinesMax), defaults.LogLinesMax),
            NodeTimeout = settings.Duration(nameof(NodeTimeout), defaults.NodeTimeout),
        };
        settings.RefuseUnknown();
        return options;
    }
}
