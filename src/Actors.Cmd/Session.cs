using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cmd.Nodes;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd;

/// <summary>What one command works with.</summary>
/// <param name="node">The node it speaks to.</param>
/// <param name="screen">Where its results go.</param>
internal sealed class Session(NodeClient node, Screen screen) : IDisposable
{
    /// <summary>The node it speaks to.</summary>
    public NodeClient Node => node;

    /// <summary>Where its results go.</summary>
    public Screen Screen => screen;

    /// <summary>What a command that reads ends with: one of <see cref="Cmd.ExitCode"/>.</summary>
    public int ExitCode { get; set; } = Cmd.ExitCode.Good;

    /// <summary>
    /// Asks several nodes through the one it speaks to. A node that gives no answer is told of, and makes the command end with
    /// <see cref="Cmd.ExitCode.Partial"/>.
    /// </summary>
    /// <param name="path">The address.</param>
    /// <param name="nodes">Their names with commas between them; <c>*</c> means all.</param>
    /// <param name="form">How an answer is read.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The answers; <see langword="null"/> when they were printed as JSON and nothing is left to do.</returns>
    public async Task<IReadOnlyList<NodeValue<T>>?> Gather<T>(string path, string nodes, JsonTypeInfo<T> form, CancellationToken token)
    {
        var answers = await node.Get(WithNodes(path, nodes), OperationsJson.Default.NodeAnswers, token);
        var values = ValuesOf(answers, form);
        if (!screen.IsJson)
        {
            return values;
        }

        screen.Line(JsonSerializer.Serialize(answers, OperationsJson.Default.NodeAnswers));
        return null;
    }

    /// <summary>Asks one node, and prints its answer as JSON where that was asked for.</summary>
    /// <returns>The answer; <see langword="null"/> when nothing is left to do.</returns>
    public async Task<T?> Ask<T>(string path, JsonTypeInfo<T> form, CancellationToken token)
        where T : class
    {
        var value = await node.Get(path, form, token);
        if (!screen.IsJson)
        {
            return value;
        }

        screen.Line(JsonSerializer.Serialize(value, form));
        return null;
    }

    /// <summary>Asks several nodes for a change, each of which makes it for itself.</summary>
    /// <returns>What became of it at each of them.</returns>
    public async Task<ChangeResult> Change<T>(string path, string nodes, T body, JsonTypeInfo<T> form, CancellationToken token)
    {
        var answers = await node.Post(WithNodes(path, nodes), body, form, OperationsJson.Default.NodeAnswers, token);
        var results = ValuesOf(answers, OperationsJson.Default.ChangeResult);
        return results.Count == 0 ? new ChangeResult(false, "Nothing was changed") : new ChangeResult(results.Any(r => r.Value.IsDone), string.Join("; ", results.Select(r => $"{r.Node}: {r.Value.Outcome}")));
    }

    /// <summary>The answers of those that gave one; the others are told of.</summary>
    public IReadOnlyList<NodeValue<T>> ValuesOf<T>(NodeAnswers answers, JsonTypeInfo<T> form)
    {
        var silent = answers.Nodes.Where(n => n.Error is not null).ToList();
        if (silent.Count == answers.Nodes.Count && silent.All(n => n.Status is not null))
        {
            var code = silent.All(n => n.Status is 401 or 403) ? Cmd.ExitCode.NoRight : Cmd.ExitCode.Refused;
            throw new PbmException(code, $"{string.Join("; ", silent.Select(n => $"{n.Node}: {n.Error}"))}.");
        }

        foreach (var one in silent)
        {
            screen.Warn(one.Status is null ? $"{one.Node} {one.Error}." : $"{one.Node} refused: {one.Error}.");
            ExitCode = Cmd.ExitCode.Partial;
        }

        return [.. answers.Nodes.Where(n => n.Answer is not null).Select(n => new NodeValue<T>(n.Node, n.Answer!.Value.Deserialize(form)!))];
    }

    /// <inheritdoc/>
    public void Dispose() => node.Dispose();

    private static string WithNodes(string path, string nodes) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}nodes={Uri.EscapeDataString(nodes)}";
}
