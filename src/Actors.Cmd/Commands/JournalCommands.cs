using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Cmd.Nodes;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm journal</c>: all records.</summary>
internal static class JournalCommands
{
    public static Command Create(CommandFactory factory) =>
        new("journal", "all records of all entities") { Tail(factory), Statistics(factory), Export(factory) };

    private static Command Tail(CommandFactory factory)
    {
        var type = new Option<string?>("--type") { Description = "only entities of this type", HelpName = "TYPE" };
        var start = new Option<bool>("--start") { Description = "from the first record on instead of from now on" };
        var count = new Option<int?>("--count") { Description = "ends after this many", HelpName = "N" };
        return factory.Read("tail", "shows records as they come, until Ctrl-C", [type, start, count], async (parsed, session, token) =>
        {
            var path = $"events?kinds=all&after={(parsed.GetValue(start) ? "start" : "head")}"
                + (parsed.GetValue(type) is { } name ? $"&type={Uri.EscapeDataString(name)}" : string.Empty);
            using var lines = await session.Node.Open(path, token);
            await foreach (var record in EventLines.Read(lines, token).Take(parsed.GetValue(count) ?? int.MaxValue).WithCancellation(token))
            {
                RecordScreen.ShowLine(session.Screen, record);
            }
        });
    }

    private static Command Statistics(CommandFactory factory) =>
        factory.Read("stats", "shows the shards with their records and owners", [], async (_, session, token) =>
        {
            var statistics = await session.Node.Get("operator/journal", OperationsJson.Default.JournalStatistics, token);
            if (session.Screen.IsJson)
            {
                session.Screen.Line(JsonSerializer.Serialize(statistics, OperationsJson.Default.JournalStatistics));
                return;
            }

            session.Screen.Table(
                ["shard", "records", "epoch", "owner"],
                [.. statistics.Shards.Select(s => new[] { Text(s.Shard), Text(s.Head), Text(s.Epoch), s.Owner ?? "(nobody)" })]);
            session.Screen.Line($"{Text(statistics.Records)} records in {Text(statistics.Shards.Count)} shards");
        });

    private static Command Export(CommandFactory factory)
    {
        var file = new Argument<string>("file") { Description = "where to; one JSON record in a line" };
        return factory.Read("export", "writes every record to a file", [file], async (parsed, session, token) =>
        {
            var shards = (await session.Node.Get("operator/journal", OperationsJson.Default.JournalStatistics, token)).Shards;
            var path = parsed.GetRequiredValue(file);
            if (File.Exists(path))
            {
                throw new PbmException(ExitCode.WrongUsage, $"The file '{path}' exists; name a new one.");
            }

            long written = 0;
            await using (var writer = new StreamWriter(path))
            {
                foreach (var shard in shards)
                {
                    written += await Export(session, shard, writer, token);
                }
            }

            session.Screen.Line(session.Screen.IsJson ? $"{{\"records\":{written}}}" : $"{Text(written)} records were written to {path}");
        });
    }

    /// <summary>Writes a shard up to the head that it had when the export began.</summary>
    private static async Task<long> Export(Session session, ShardHeadInfo shard, StreamWriter writer, CancellationToken token)
    {
        long after = 0;
        while (after < shard.Head)
        {
            var page = await session.Node.Json($"operator/journal/records?shard={shard.Shard}&after={after}&limit={Math.Min(1000, shard.Head - after)}", token);
            foreach (var record in page.GetProperty("records").EnumerateArray())
            {
                await writer.WriteLineAsync(record.GetRawText().AsMemory(), token);
                after = record.GetProperty("sequence").GetInt64();
            }

            if (page.GetProperty("records").GetArrayLength() == 0)
            {
                throw new PbmException(ExitCode.Refused, $"Shard {shard.Shard} ends at {after}, before its head {shard.Head}.");
            }
        }

        return after;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
